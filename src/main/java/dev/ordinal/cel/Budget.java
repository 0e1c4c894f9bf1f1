package dev.ordinal.cel;

import dev.cel.common.values.CelByteString;
import dev.ordinal.manifest.SourcePosition;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What evaluation may use: steps and time for one expression and for all expressions of a request, and the size of any
 * one value. One request has one budget; not safe for use by several threads at once.
 *
 * <p>A step is the evaluation of one node of an expression. Work inside a single function is not seen, so each function
 * that could do much is bounded by itself.
 */
public final class Budget {

    /**
     * The bounds.
     *
     * @param expressionSteps steps of one evaluation
     * @param requestSteps steps of all evaluations together
     * @param expressionNanos time of one evaluation
     * @param requestNanos time from the first evaluation on
     * @param textLength UTF-16 units of a text that an expression makes
     * @param collectionSize items of a list or map that an expression makes or walks
     */
    public record Limits(
            long expressionSteps,
            long requestSteps,
            long expressionNanos,
            long requestNanos,
            int textLength,
            int collectionSize) {

        /** A million steps and half a second an expression; ten million and five seconds a request; 1 Mi of text. */
        public static final Limits DEFAULT =
                new Limits(1_000_000, 10_000_000, 500_000_000L, 5_000_000_000L, 1 << 20, 1_000_000);

        /** The same bounds, with no more time than that. */
        public Limits within(long nanos) {
            return timed(Math.min(expressionNanos, nanos), Math.min(requestNanos, nanos));
        }

        /** The same bounds, with all of that time: where look-ups wait for somebody else, an expression waits too. */
        public Limits waiting(long nanos) {
            return timed(nanos, nanos);
        }

        private Limits timed(long expression, long request) {
            return new Limits(expressionSteps, requestSteps, expression, request, textLength, collectionSize);
        }
    }

    /** A bound was passed. An error, since CEL's operators absorb exceptions. */
    static final class Exceeded extends Error {
        private static final long serialVersionUID = 1L;

        private final transient Outcome.Failed.Kind kind;
        private final transient @Nullable SourcePosition position;

        Exceeded(Outcome.Failed.Kind kind, String message) {
            this(kind, message, null);
        }

        /** The same again, where something asks for what exceeded a bound before. */
        Exceeded(Outcome.Failed before) {
            this(before.kind(), before.message(), before.position());
        }

        private Exceeded(Outcome.Failed.Kind kind, String message, @Nullable SourcePosition position) {
            super(message, null, false, false);
            this.kind = kind;
            this.position = position;
        }

        /** What came of the evaluation that this stopped; of one that was stopped before, what came of that. */
        Outcome.Failed outcome(SourcePosition start) {
            return new Outcome.Failed(kind, String.valueOf(getMessage()), position == null ? start : position);
        }
    }

    /** The clock is looked at once in so many steps. */
    private static final int CLOCK_MASK = 0xFF;

    private final Limits limits;
    private long allottedSteps;
    private long allottedNanos;
    private long requestSteps;
    private long start;
    private boolean started;
    private long steps;
    private long deadline;
    private int nesting;

    /** A fresh budget. */
    public Budget(Limits limits) {
        this.limits = limits;
        this.allottedSteps = limits.requestSteps();
        this.allottedNanos = limits.requestNanos();
    }

    /** A fresh budget with the default bounds. */
    public static Budget standard() {
        return new Budget(Limits.DEFAULT);
    }

    /**
     * Bounds what may be used up to the end of one of several parts of the request. Half of the request's steps and
     * time is anybody's; the other half is shared out evenly, so that a greedy part leaves something to each that
     * follows.
     *
     * @param part from 0
     * @param parts how many there are
     */
    public void allot(int part, int parts) {
        allottedSteps = share(limits.requestSteps(), part, parts);
        allottedNanos = share(limits.requestNanos(), part, parts);
    }

    private static long share(long whole, int part, int parts) {
        return whole / 2 + (whole - whole / 2) / parts * (part + 1);
    }

    /** Steps used so far. */
    public long used() {
        return requestSteps;
    }

    /**
     * Starts an expression; one that a variable of another needs is counted with that other. {@link #leave} has to
     * follow even if this throws.
     */
    void enter() {
        if (nesting++ > 0) {
            return;
        }
        steps = 0;
        long now = System.nanoTime();
        if (!started) {
            started = true;
            start = now;
        }
        long left = allottedNanos - (now - start);
        deadline = now + Math.min(limits.expressionNanos(), left);
        if (requestSteps > allottedSteps || left <= 0) {
            throw requestSteps > allottedSteps ? exhausted() : late();
        }
    }

    void leave() {
        nesting--;
    }

    /** Counts a step and looks at the value it gave. */
    void step(Object value) {
        steps++;
        requestSteps++;
        if (steps > limits.expressionSteps()) {
            throw new Exceeded(
                    Outcome.Failed.Kind.BUDGET, "used more than %d steps".formatted(limits.expressionSteps()));
        }
        if ((steps & CLOCK_MASK) == 0) {
            if (requestSteps > allottedSteps) {
                throw exhausted();
            }
            long now = System.nanoTime();
            if (now - deadline > 0) {
                throw now - start > allottedNanos
                        ? late()
                        : new Exceeded(
                                Outcome.Failed.Kind.TIME,
                                "took longer than %d ms".formatted(limits.expressionNanos() / 1_000_000));
            }
        }
        if (value instanceof String text) {
            if (text.length() > limits.textLength()) {
                throw new Exceeded(
                        Outcome.Failed.Kind.BUDGET,
                        "made a text of more than %d characters".formatted(limits.textLength()));
            }
        } else if (value instanceof CelByteString bytes && bytes.size() > limits.textLength()) {
            throw new Exceeded(Outcome.Failed.Kind.BUDGET, "made more than %d bytes".formatted(limits.textLength()));
        } else if ((value instanceof Collection<?> list && list.size() > limits.collectionSize())
                || (value instanceof Map<?, ?> map && map.size() > limits.collectionSize())) {
            throw new Exceeded(
                    Outcome.Failed.Kind.BUDGET,
                    "made a collection of more than %d items".formatted(limits.collectionSize()));
        }
    }

    private Exceeded exhausted() {
        return new Exceeded(
                Outcome.Failed.Kind.BUDGET, "the rules so far used more than %d steps".formatted(allottedSteps));
    }

    private Exceeded late() {
        return new Exceeded(
                Outcome.Failed.Kind.TIME,
                "the rules so far took longer than %d ms".formatted(allottedNanos / 1_000_000));
    }
}
