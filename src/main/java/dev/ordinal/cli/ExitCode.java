package dev.ordinal.cli;

/** What a command's end tells whoever ran it. */
enum ExitCode {
    /** All is well. */
    CLEAN(0),
    /** There are findings that count, or cases that differ. */
    FINDINGS(1),
    /** Something in the input, the policies or the command line is wrong; there may be findings too. */
    BAD_INPUT(2),
    /** The input holds nothing to look at. */
    NOTHING(3),
    /** A mistake in Ordinal. */
    INTERNAL(4);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
