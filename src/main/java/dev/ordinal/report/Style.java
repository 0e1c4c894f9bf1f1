package dev.ordinal.report;

/** How a terminal shows a part of a text: an ANSI escape sequence (ECMA-48, SGR). */
enum Style {
    RED("\u001b[1;31m"),
    YELLOW("\u001b[1;33m"),
    CYAN("\u001b[36m"),
    BOLD("\u001b[1m"),
    DIM("\u001b[2m");

    /** Ends every style. */
    static final String END = "\u001b[0m";

    private final String start;

    Style(String start) {
        this.start = start;
    }

    /** The text in this style, where colours are wanted. */
    String apply(boolean colour, String text) {
        return colour ? start + text + END : text;
    }
}
