package dev.ordinal.manifest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The parameters of an OpenShift Template that have a value, put where its objects name them, as {@code oc process}
 * does: <code>${NAME}</code> within a text, <code>${{NAME}}</code> for a whole value that need not be text. A parameter
 * without value stays as it is written.
 */
final class TemplateParameters {

    private final Map<String, Object> values = new HashMap<>();

    private TemplateParameters() {}

    static TemplateParameters of(JsonObject template) {
        var parameters = new TemplateParameters();
        for (JsonObject parameter : template.array("parameters").objects()) {
            Object value = parameter.get("value");
            boolean isScalar = value instanceof String || value instanceof Number || value instanceof Boolean;
            if (isScalar && value != null) {
                parameter.text("name").ifPresent(name -> parameters.values.put(name, value));
            }
        }
        return parameters;
    }

    /** The value with the parameters put in; the very value where it names none. */
    Object fill(Object value) {
        if (values.isEmpty()) {
            return value;
        }
        return switch (value) {
            case String text -> text.contains("${") ? fill(text) : text;
            case JsonObject object -> {
                Map<String, Object> changed = null;
                for (Map.Entry<String, Object> field : object.entrySet()) {
                    Object filled = fill(field.getValue());
                    if (!filled.equals(field.getValue())) {
                        changed = changed == null ? new LinkedHashMap<>(object) : changed;
                        changed.put(field.getKey(), filled);
                    }
                }
                yield changed == null ? object : JsonObject.of(changed);
            }
            case JsonArray array -> {
                var items = new ArrayList<>(array.size());
                for (Object item : array) {
                    items.add(fill(item));
                }
                yield items.equals(array) ? array : JsonArray.of(items);
            }
            default -> value;
        };
    }

    private Object fill(String text) {
        if (text.startsWith("${{") && text.endsWith("}}")) {
            Object value = values.get(text.substring(3, text.length() - 2));
            if (value != null) {
                return value instanceof String plain ? ScalarResolver.plain(plain) : value;
            }
        }
        var filled = new StringBuilder(text.length());
        int at = 0;
        while (true) {
            int open = text.indexOf("${", at);
            int close = open < 0 ? -1 : text.indexOf('}', open);
            if (close < 0) {
                return filled.append(text, at, text.length()).toString();
            }
            Object value = values.get(text.substring(open + 2, close));
            filled.append(text, at, open).append(value == null ? text.substring(open, close + 1) : value);
            at = close + 1;
        }
    }
}
