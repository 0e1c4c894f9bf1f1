package dev.ordinal.cel;

import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.LabelSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Says in what labels differ from a selector. */
final class Selectors {

    private Selectors() {}

    /** A sentence per label that keeps the selector from matching, by the label's name; none if it matches. */
    static List<String> mismatch(LabelSelector selector, JsonObject labels) {
        var lines = new ArrayList<String>();
        for (Map.Entry<String, String> wanted : new TreeMap<>(selector.labels()).entrySet()) {
            if (!wanted.getValue().equals(labels.get(wanted.getKey()))) {
                lines.add(line(wanted.getKey(), "`" + wanted.getValue() + "`", labels));
            }
        }
        for (LabelSelector.Requirement requirement : selector.requirements()) {
            if (!new LabelSelector(Map.of(), List.of(requirement)).matches(labels)) {
                lines.add(line(requirement.key(), wanted(requirement), labels));
            }
        }
        return lines;
    }

    private static String wanted(LabelSelector.Requirement requirement) {
        return switch (requirement.operator()) {
            case IN -> "one of " + quoted(requirement.values());
            case NOT_IN -> "none of " + quoted(requirement.values());
            case EXISTS -> "any value";
            case DOES_NOT_EXIST -> "no such label";
        };
    }

    private static String quoted(List<String> values) {
        return "`" + String.join("`, `", values) + "`";
    }

    private static String line(String key, String wanted, JsonObject labels) {
        Object actual = labels.get(key);
        return key + ": the selector wants " + wanted + ", the pods have "
                + (actual == null ? "no such label" : "`" + actual + "`");
    }
}
