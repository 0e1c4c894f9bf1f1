package dev.ordinal.cluster.live;

import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.LabelSelector;
import dev.ordinal.manifest.LabelSelector.Requirement;
import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.Pattern;

/** Label selectors as the API server takes them in a query. */
final class SelectorText {

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9./_-]{0,316}");
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9._-]{0,63}");

    private SelectorText() {}

    /** The selector, encoded for a query; empty if it has no term, or is none that the API server would take. */
    static Optional<String> of(JsonObject selector) {
        return LabelSelector.of(selector).flatMap(SelectorText::of);
    }

    private static Optional<String> of(LabelSelector selector) {
        var terms = new ArrayList<String>();
        boolean proper = !selector.isEmpty();
        for (var label : selector.labels().entrySet()) {
            proper &= isKey(label.getKey()) && isValue(label.getValue());
            terms.add(label.getKey() + "=" + label.getValue());
        }
        for (Requirement requirement : selector.requirements()) {
            String key = requirement.key();
            String values = "(" + String.join(",", requirement.values()) + ")";
            proper &= isKey(key) && requirement.values().stream().allMatch(SelectorText::isValue);
            terms.add(
                    switch (requirement.operator()) {
                        case IN -> key + " in " + values;
                        case NOT_IN -> key + " notin " + values;
                        case EXISTS -> key;
                        case DOES_NOT_EXIST -> "!" + key;
                    });
            proper &= switch (requirement.operator()) {
                case IN, NOT_IN -> !requirement.values().isEmpty();
                case EXISTS, DOES_NOT_EXIST -> true;
            };
        }
        return proper ? Optional.of(ServedKind.encoded(String.join(",", terms))) : Optional.empty();
    }

    private static boolean isKey(String key) {
        return KEY.matcher(key).matches();
    }

    private static boolean isValue(String value) {
        return VALUE.matcher(value).matches();
    }
}
