package dev.ordinal.server;

import java.util.ArrayList;
import java.util.List;

/**
 * What a log line says beside its message, by name. Given as the parameter of a message without place-holders; in JSON
 * each becomes a field, in text {@code name=value}.
 */
final class LogFields {

    /** Characters of a value; a request may name itself at any length. */
    private static final int LONGEST = 1_000;

    /** A name and a text, number, truth or list of texts. */
    record Field(String name, Object value) {}

    private final List<Field> fields = new ArrayList<>();

    /** Adds a field; a value that is empty text is left out. */
    LogFields with(String name, Object value) {
        if (!value.equals("")) {
            boolean isLong = value instanceof String text && text.length() > LONGEST;
            fields.add(new Field(name, isLong ? ((String) value).substring(0, LONGEST) + "…" : value));
        }
        return this;
    }

    List<Field> fields() {
        return fields;
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        for (Field field : fields) {
            text.append(text.isEmpty() ? "" : " ").append(field.name()).append('=');
            text.append(field.value() instanceof List<?> list ? joined(list) : field.value());
        }
        return text.toString();
    }

    private static String joined(List<?> list) {
        return String.join(",", list.stream().map(String::valueOf).toList());
    }
}
