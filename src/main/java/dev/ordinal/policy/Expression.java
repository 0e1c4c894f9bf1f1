package dev.ordinal.policy;

import dev.ordinal.manifest.SourceFile;
import dev.ordinal.manifest.SourcePosition;

/**
 * A CEL expression as it stands in a policy file.
 *
 * @param text the expression
 * @param origin where its characters stand
 */
public record Expression(String text, Origin origin) {

    /** Maps places in an expression to places in the file that holds it. */
    public interface Origin {

        /** The file. */
        SourceFile file();

        /**
         * The place in the file.
         *
         * @param line of the expression, from 1
         * @param column in that line, from 0, in code points (both as the CEL compiler counts)
         */
        SourcePosition at(int line, int column);
    }

    /** Where the expression starts. */
    public SourcePosition start() {
        return origin.at(1, 0);
    }
}
