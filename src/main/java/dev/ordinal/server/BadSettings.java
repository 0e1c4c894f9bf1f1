package dev.ordinal.server;

import java.io.Serial;
import java.util.List;

/** The settings cannot be used; says everything that is wrong with them. */
final class BadSettings extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    BadSettings(List<String> mistakes) {
        super(String.join("\n", mistakes), null, false, false);
    }

    /** One line for each mistake. */
    List<String> mistakes() {
        return String.valueOf(getMessage()).lines().toList();
    }
}
