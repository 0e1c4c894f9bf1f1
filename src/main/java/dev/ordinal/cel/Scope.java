package dev.ordinal.cel;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The variables that an expression sees besides those every expression sees. Immutable; a scope made from another is
 * compiled on top of it.
 */
public final class Scope {

    /**
     * Just {@code object}, {@code oldObject}, {@code request}, {@code params}, {@code namespaceObject},
     * {@code cluster}.
     */
    public static final Scope BASE = new Scope(null, "", ExpressionType.DYN, Set.of());

    /** As {@link #BASE}, and any {@code variables.name} besides: of a policy that could not be read whole. */
    public static final Scope OPEN = new Scope(null, "variables", ExpressionType.DYN, Set.of());

    private final @Nullable Scope outer;
    private final String name;
    private final ExpressionType type;
    private final Set<Origin> origins;

    private Scope(@Nullable Scope outer, String name, ExpressionType type, Set<Origin> origins) {
        this.outer = outer;
        this.name = name;
        this.type = type;
        this.origins = Set.copyOf(origins);
    }

    /** This scope and one variable more, such as {@code variables.service} or {@code container}. */
    public Scope with(String variable, ExpressionType variableType) {
        return with(variable, variableType, Set.of(Origin.Unknown.PART));
    }

    /** The same of a variable of which it is known where its value may come from. */
    public Scope with(String variable, ExpressionType variableType, Set<Origin> variableOrigins) {
        return new Scope(this, variable, variableType, variableOrigins);
    }

    /** Where the values of the variables may come from, by name. */
    Map<String, Set<Origin>> origins() {
        Map<String, Set<Origin>> all = outer == null ? new LinkedHashMap<>() : outer.origins();
        if (outer != null) {
            all.put(name, origins);
        }
        return all;
    }

    /** Whether variables of the policy may be missing from the scope. */
    boolean isOpen() {
        return outer == null ? !name.isEmpty() : outer.isOpen();
    }

    /** The variables by name, outermost first. */
    Map<String, ExpressionType> variables() {
        Map<String, ExpressionType> variables = outer == null ? new LinkedHashMap<>() : outer.variables();
        if (outer != null) {
            variables.put(name, type);
        }
        return variables;
    }
}
