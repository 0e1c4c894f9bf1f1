package dev.ordinal.cel;

import org.jspecify.annotations.Nullable;

/** The values of variables during an evaluation. */
@FunctionalInterface
public interface Activation {

    /**
     * The value of a variable by its full name, such as {@code object} or {@code variables.service};
     * {@link Lookups#NOT_KNOWN} if it is not known, null if there is no such variable.
     */
    @Nullable
    Object value(String name);
}
