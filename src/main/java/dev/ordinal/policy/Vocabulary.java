package dev.ordinal.policy;

import dev.ordinal.policy.Policy.PatchType;
import dev.ordinal.policy.Policy.ReinvocationPolicy;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The few words that a field takes, and what each means. */
final class Vocabulary {

    /** The actions by their words. */
    static final Map<String, Action> ACTIONS =
            of(Map.entry("Deny", Action.DENY), Map.entry("Warn", Action.WARN), Map.entry("Audit", Action.AUDIT));

    /** The operations by their words. */
    static final Map<String, Operation> OPERATIONS = of(
            Map.entry("CREATE", Operation.CREATE),
            Map.entry("UPDATE", Operation.UPDATE),
            Map.entry("DELETE", Operation.DELETE),
            Map.entry("CONNECT", Operation.CONNECT));

    /** The failure policies by their words. */
    static final Map<String, FailurePolicy> FAILURE_POLICIES =
            of(Map.entry("Fail", FailurePolicy.FAIL), Map.entry("Ignore", FailurePolicy.IGNORE));

    /** The ways to change an object by their words. */
    static final Map<String, PatchType> PATCH_TYPES = of(
            Map.entry("ApplyConfiguration", PatchType.APPLY_CONFIGURATION),
            Map.entry("JSONPatch", PatchType.JSON_PATCH));

    /** Whether mutations run again, by the words for it. */
    static final Map<String, ReinvocationPolicy> REINVOCATION_POLICIES =
            of(Map.entry("Never", ReinvocationPolicy.NEVER), Map.entry("IfNeeded", ReinvocationPolicy.IF_NEEDED));

    private Vocabulary() {}

    /** A vocabulary that keeps its words in order. */
    @SafeVarargs
    static <E> Map<String, E> of(Map.Entry<String, ? extends E>... words) {
        var vocabulary = new LinkedHashMap<String, E>();
        for (Map.Entry<String, ? extends E> word : words) {
            vocabulary.put(word.getKey(), word.getValue());
        }
        return Collections.unmodifiableMap(vocabulary);
    }
}
