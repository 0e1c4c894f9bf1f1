package dev.ordinal.cel;

import dev.ordinal.manifest.SourcePosition;
import java.util.List;

/** What came of evaluating an expression. */
public sealed interface Outcome {

    /** A value: a tree value, a {@link java.util.Optional} of one, or a value of one of the libraries. */
    record Value(Object value) implements Outcome {}

    /**
     * It depends on something that is not known.
     *
     * @param why what, and why; phrases
     */
    record NotKnown(List<String> why) implements Outcome {
        public NotKnown {
            why = List.copyOf(why);
        }
    }

    /**
     * It failed.
     *
     * @param kind what stopped it
     * @param message what went wrong; one line
     * @param position where in the policy's file
     */
    record Failed(Kind kind, String message, SourcePosition position) implements Outcome {

        /** What stopped an evaluation. */
        public enum Kind {
            /** An operation was not possible, such as reading a field that is not there. */
            EVALUATION,
            /** The budget of steps or of value sizes was used up. */
            BUDGET,
            /** The budget of time was used up. */
            TIME
        }
    }
}
