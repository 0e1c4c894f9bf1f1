package dev.ordinal.policy;

import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads which values a policy's params may have. */
final class ParamValuesReader {

    private ParamValuesReader() {}

    /** Reads them; reports lists for params that there are not, and defaults that are not in their list. */
    static Map<String, List<String>> read(Fields fields) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        fields.find("paramValues")
                .flatMap(Node::entries)
                .ifPresent(entries -> entries.forEach((name, list) -> {
                    List<String> words = words(list);
                    if (isOfAParam(fields, name, list) && !words.isEmpty()) {
                        values.put(name, words);
                        reportDefault(fields, name, words);
                    }
                }));
        return values;
    }

    private static List<String> words(Node list) {
        if (list.value() instanceof JsonArray items && items.isEmpty()) {
            list.wrong("needs at least one value");
        }
        return list.items().orElse(List.of()).stream()
                .flatMap(item -> item.text().stream())
                .toList();
    }

    private static boolean isOfAParam(Fields fields, String name, Node list) {
        if (name.equals(ImpactParam.NAME)) {
            report(list, "has values of its own, the same in every policy");
            return false;
        }
        // a value of another type than a map was reported
        JsonObject params = fields.find("params").map(Node::value).orElse(JsonObject.EMPTY) instanceof JsonObject map
                ? map
                : JsonObject.EMPTY.with(name, JsonObject.NULL);
        if (!params.containsKey(name)) {
            report(
                    list,
                    "there is no such param"
                            + Nearest.to(name, params.keySet())
                                    .map(near -> "; did you mean `" + near + "`?")
                                    .orElse(""));
            return false;
        }
        return true;
    }

    private static void report(Node list, String message) {
        list.document().wrongField(Problem.Kind.FIELD, list.path(), list.path() + ": " + message);
    }

    private static void reportDefault(Fields fields, String name, List<String> words) {
        Map<String, String> known = new LinkedHashMap<>();
        words.forEach(word -> known.put(word, word));
        fields.find("params").flatMap(params -> params.child(name)).ifPresent(value -> value.oneOf(known));
    }
}
