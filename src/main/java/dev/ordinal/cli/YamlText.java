package dev.ordinal.cli;

import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Writes a manifest's tree as YAML in block style, so that kubectl reads back what it was. */
final class YamlText {

    /** What YAML 1.1 takes for something other than text, in lower case. */
    private static final Set<String> WORDS =
            Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n", "~", "<<", "=");

    private static final String NUMBER_CHARACTERS = "0123456789abcdefABCDEFxXoO_:.,+-";

    private final StringBuilder text = new StringBuilder();

    private YamlText() {}

    /** The object as a document without markers, ended by a line end. */
    static String of(JsonObject object) {
        var yaml = new YamlText();
        if (object.isEmpty()) {
            return "{}\n";
        }
        yaml.fields(object, 0, false);
        return yaml.text.toString();
    }

    /** A scalar on one line, quoted where it must be. */
    static String scalar(Object value) {
        if (value.equals(JsonObject.NULL)) {
            return "null";
        }
        return value instanceof String string ? quotedIfNeeded(string) : value.toString();
    }

    private void fields(JsonObject object, int indent, boolean firstIsPlaced) {
        boolean placed = firstIsPlaced;
        for (Map.Entry<String, Object> field : object.entrySet()) {
            if (!placed) {
                text.repeat(' ', indent);
            }
            placed = false;
            text.append(quotedIfNeeded(field.getKey())).append(':');
            value(field.getValue(), indent);
        }
    }

    private void value(Object value, int indent) {
        switch (value) {
            case JsonObject object
            when !object.isEmpty() -> {
                text.append('\n');
                fields(object, indent + 2, false);
            }
            case JsonArray array
            when !array.isEmpty() -> {
                text.append('\n');
                items(array, indent, false);
            }
            case JsonObject _ -> text.append(" {}\n");
            case JsonArray _ -> text.append(" []\n");
            case String string when isBlock(string) -> block(string, indent + 2);
            default -> text.append(' ').append(scalar(value)).append('\n');
        }
    }

    private void items(List<Object> items, int indent, boolean firstIsPlaced) {
        boolean placed = firstIsPlaced;
        for (Object item : items) {
            if (!placed) {
                text.repeat(' ', indent);
            }
            placed = false;
            text.append('-');
            switch (item) {
                case JsonObject object
                when !object.isEmpty() -> {
                    text.append(' ');
                    fields(object, indent + 2, true);
                }
                case JsonArray array
                when !array.isEmpty() -> {
                    text.append(' ');
                    items(array, indent + 2, true);
                }
                default -> value(item, indent);
            }
        }
    }

    private void block(String string, int indent) {
        boolean ended = string.endsWith("\n");
        text.append(ended ? " |\n" : " |-\n");
        for (String line : string.lines().toList()) {
            if (!line.isEmpty()) {
                text.repeat(' ', indent).append(line);
            }
            text.append('\n');
        }
    }

    /** Whether text of several lines can stand in a literal block scalar without further indicators. */
    private static boolean isBlock(String string) {
        return string.indexOf('\n') > 0
                && !string.startsWith(" ")
                && !string.endsWith("\n\n")
                && string.chars().allMatch(c -> c == '\n' || isPrintable((char) c));
    }

    private static boolean isPrintable(char c) {
        return (c >= ' ' && c < 0x7f) || (c >= 0xa0 && c != 0xfeff && c != 0x2028 && c != 0x2029);
    }

    private static String quotedIfNeeded(String string) {
        if (isPlain(string)) {
            return string;
        }
        if (string.chars().allMatch(c -> isPrintable((char) c))) {
            return string.indexOf('\'') < 0 ? "'" + string + "'" : doubleQuoted(string);
        }
        return doubleQuoted(string);
    }

    private static boolean isPlain(String string) {
        if (string.isEmpty() || WORDS.contains(string.toLowerCase(Locale.ROOT))) {
            return false;
        }
        if ("-?:,[]{}#&*!|>'\"%@` ".indexOf(string.charAt(0)) >= 0 || string.endsWith(" ") || string.endsWith(":")) {
            return false;
        }
        if (string.contains(": ") || string.contains(" #")) {
            return false;
        }
        char first = string.charAt(0);
        boolean startsLikeNumber = (first >= '0' && first <= '9') || first == '+' || first == '.';
        if (startsLikeNumber && (first == '.' || string.chars().allMatch(c -> NUMBER_CHARACTERS.indexOf(c) >= 0))) {
            return false;
        }
        return string.chars().allMatch(c -> isPrintable((char) c));
    }

    private static String doubleQuoted(String string) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                case '\r' -> quoted.append("\\r");
                default -> {
                    if (isPrintable(c)) {
                        quoted.append(c);
                    } else {
                        quoted.append(String.format("\\u%04X", (int) c));
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
