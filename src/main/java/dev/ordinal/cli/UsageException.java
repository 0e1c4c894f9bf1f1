package dev.ordinal.cli;

import java.io.Serial;
import java.util.List;

/** The command line asks for something that there is not; the message says what, one line per mistake. */
final class UsageException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    UsageException(List<String> mistakes) {
        super(String.join("\n", mistakes));
    }

    UsageException(String mistake) {
        this(List.of(mistake));
    }

    /** The message, which is never absent. */
    String mistakes() {
        return String.valueOf(getMessage());
    }
}
