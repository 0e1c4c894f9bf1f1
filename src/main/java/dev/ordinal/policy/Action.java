package dev.ordinal.policy;

import java.util.Optional;

/** What a finding means for the change it is about, mildest first. */
public enum Action {
    /** It is recorded. */
    AUDIT,
    /** The author is told. */
    WARN,
    /** The change is refused. */
    DENY;

    /** The milder of the two. */
    public Action atMost(Action ceiling) {
        return compareTo(ceiling) <= 0 ? this : ceiling;
    }

    /** The action that policies spell so; empty if none is. */
    public static Optional<Action> ofWord(String word) {
        return switch (word) {
            case "Deny" -> Optional.of(DENY);
            case "Warn" -> Optional.of(WARN);
            case "Audit" -> Optional.of(AUDIT);
            default -> Optional.empty();
        };
    }

    /** As policies spell it: {@code Deny}, {@code Warn}, {@code Audit}. */
    public String word() {
        return switch (this) {
            case DENY -> "Deny";
            case WARN -> "Warn";
            case AUDIT -> "Audit";
        };
    }
}
