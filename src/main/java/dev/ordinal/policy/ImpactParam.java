package dev.ordinal.policy;

import dev.ordinal.manifest.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The param of every policy that says what it means at most when an object newly breaks it because another object is
 * changed: {@code Deny}, {@code Warn}, {@code Audit}, or {@code Ignore}, which lets the policy look at no such objects.
 */
public final class ImpactParam {

    /** Its name among the params. */
    public static final String NAME = "impact";

    private static final Map<String, Optional<Action>> WORDS = Vocabulary.of(
            Map.entry("Deny", Optional.of(Action.DENY)),
            Map.entry("Warn", Optional.of(Action.WARN)),
            Map.entry("Audit", Optional.of(Action.AUDIT)),
            Map.entry("Ignore", Optional.empty()));

    private ImpactParam() {}

    /** What the params say; a warning if they say nothing, empty if such objects are not looked at. */
    public static Optional<Action> of(JsonObject params) {
        return params.text(NAME)
                .map(word -> WORDS.getOrDefault(word, Optional.empty()))
                .orElse(Optional.of(Action.WARN));
    }

    /** The words it takes. */
    static List<String> words() {
        return List.copyOf(WORDS.keySet());
    }

    /** Reads params, and reports a word that is none of these. */
    static JsonObject check(Fields fields) {
        fields.find("params").flatMap(params -> params.child(NAME)).ifPresent(impact -> impact.oneOf(WORDS));
        return fields.tree("params");
    }
}
