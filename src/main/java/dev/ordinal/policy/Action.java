package dev.ordinal.policy;

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

    /** As policies spell it: {@code Deny}, {@code Warn}, {@code Audit}. */
    public String word() {
        return switch (this) {
            case DENY -> "Deny";
            case WARN -> "Warn";
            case AUDIT -> "Audit";
        };
    }
}
