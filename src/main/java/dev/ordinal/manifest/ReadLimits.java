package dev.ordinal.manifest;

/**
 * What the reader takes at most; each bound stops one way to exhaust the process.
 *
 * @param fileBytes bytes of one file
 * @param depth nesting of maps and lists in a document
 * @param aliases aliases to maps and lists in a document
 * @param nodes values in a document, those reached through aliases counted each time
 * @param documents documents of one file
 */
public record ReadLimits(long fileBytes, int depth, int aliases, int nodes, int documents) {

    /** Room for what real repositories hold: 64 MiB, 200 levels, 1,000 aliases, 5,000,000 values, 200,000 documents. */
    public static final ReadLimits DEFAULT = new ReadLimits(64L << 20, 200, 1_000, 5_000_000, 200_000);
}
