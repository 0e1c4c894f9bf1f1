package dev.ordinal.admission;

import java.io.Serial;

/** What was sent is no admission review; the message says what is wrong with it, for the one who sent it. */
public final class BadReview extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    BadReview(String message) {
        super(message, null, false, false);
    }

    /** What is wrong: a sentence of one line. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
