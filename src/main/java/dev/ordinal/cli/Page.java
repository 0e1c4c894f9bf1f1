package dev.ordinal.cli;

import java.util.List;

/** A page of documentation being written: the same content for a terminal and as Markdown. */
interface Page {

    /** A heading; the page's title has level 1. */
    void heading(int level, String text);

    /** Prose: lines may be broken anew, an empty line divides paragraphs; backquotes mark code. */
    void prose(String text);

    /** Labels and what belongs to them, one per line. */
    void facts(List<Fact> facts);

    /** Points of a list. */
    void points(List<String> points);

    /** Text kept as it is. */
    void code(String language, String text);

    /** What was written. */
    String text();

    /** A label and what belongs to it. */
    record Fact(String label, String text) {}
}
