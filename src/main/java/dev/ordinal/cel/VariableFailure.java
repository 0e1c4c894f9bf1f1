package dev.ordinal.cel;

import java.util.Optional;

/** Carries the failure of a variable's expression through the expression that uses it. */
public final class VariableFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Outcome.Failed failed;

    private VariableFailure(Outcome.Failed failed) {
        super(failed.message(), null, false, false);
        this.failed = failed;
    }

    /**
     * Fails the evaluation that asked for the variable; never returns.
     *
     * @param failed what came of the variable's own evaluation
     */
    public static RuntimeException raise(Outcome.Failed failed) {
        if (failed.kind() != Outcome.Failed.Kind.EVALUATION) {
            throw new Budget.Exceeded(failed);
        }
        throw new VariableFailure(failed);
    }

    /** The variable's failure among the causes of an exception, if one is. */
    static Optional<Outcome.Failed> among(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof VariableFailure failure) {
                return Optional.of(failure.failed);
            }
        }
        return Optional.empty();
    }
}
