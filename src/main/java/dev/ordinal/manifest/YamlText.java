package dev.ordinal.manifest;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes trees as YAML in block style, so that kubectl reads back what they were. */
public final class YamlText {

    /**
     * How blocks are indented.
     *
     * @param step blanks by which the fields of a field's value stand further in than the field
     * @param listStep the same for the dashes of a list
     * @param literal whether text of several lines is written as a literal block, rather than in quotes
     */
    public record Indent(int step, int listStep, boolean literal) {

        /** As kubectl writes: two blanks, and the dashes of a list below its field's name. */
        public static final Indent DEFAULT = new Indent(2, 0, true);
    }

    /** What YAML 1.1 takes for something other than text, in lower case. */
    private static final Set<String> WORDS =
            Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n", "~", "<<", "=");

    private static final String NUMBER_CHARACTERS = "0123456789abcdefABCDEFxXoO_:.,+-";

    private static final int ITEM_STEP = 2;

    private final StringBuilder text = new StringBuilder();
    private final Indent style;

    private YamlText(Indent style) {
        this.style = style;
    }

    /** The object as a document without markers, ended by a line end. */
    public static String of(JsonObject object) {
        return object.isEmpty() ? "{}\n" : fields(object, 0, Indent.DEFAULT);
    }

    /** The fields of an object, each on lines of its own that are indented by that many blanks. */
    public static String fields(JsonObject object, int indent, Indent style) {
        var yaml = new YamlText(style);
        yaml.fields(object, indent, false);
        return yaml.text.toString();
    }

    /** The items of an array, each on lines of its own whose dashes are indented by that many blanks. */
    public static String items(List<Object> array, int indent, Indent style) {
        var yaml = new YamlText(style);
        yaml.items(array, indent, false);
        return yaml.text.toString();
    }

    /** What follows the colon of a field whose name is indented by that many blanks, with the last line's end. */
    public static String afterName(Object value, int indent, Indent style) {
        var yaml = new YamlText(style);
        yaml.value(value, indent);
        return yaml.text.toString();
    }

    /** What follows the dash of an item that is indented by that many blanks, with the last line's end. */
    public static String afterDash(Object value, int indent, Indent style) {
        return items(List.of(value), indent, style).substring(indent + 1);
    }

    /** A scalar on one line, quoted where it must be. */
    public static String scalar(Object value) {
        if (value.equals(JsonObject.NULL)) {
            return "null";
        }
        return value instanceof String string ? quotedIfNeeded(string) : value.toString();
    }

    /** A value on one line, in flow style. */
    public static String flow(Object value) {
        return switch (value) {
            case JsonObject object ->
                object.entrySet().stream()
                        .map(field -> flow(field.getKey()) + ": " + flow(field.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case JsonArray array -> array.stream().map(YamlText::flow).collect(Collectors.joining(", ", "[", "]"));
            case String string -> {
                String scalar = quotedIfNeeded(string);
                boolean plain = scalar.equals(string);
                yield plain && string.chars().anyMatch(c -> ",[]{}".indexOf(c) >= 0) ? "'" + string + "'" : scalar;
            }
            default -> scalar(value);
        };
    }

    /** A text in the quotes given, or in double ones where it cannot stand in single ones. */
    public static String quoted(String string, char quote) {
        boolean single = quote == '\'' && string.chars().allMatch(c -> isPrintable((char) c));
        return single ? "'" + string.replace("'", "''") + "'" : doubleQuoted(string);
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
                fields(object, indent + style.step, false);
            }
            case JsonArray array
            when !array.isEmpty() -> {
                text.append('\n');
                items(array, indent + style.listStep, false);
            }
            default -> leaf(value, indent + style.step);
        }
    }

    /** A value that is no field or item of its own lines, or a block scalar with that indentation. */
    private void leaf(Object value, int indent) {
        switch (value) {
            case JsonObject _ -> text.append(" {}\n");
            case JsonArray _ -> text.append(" []\n");
            case String string when style.literal && isBlock(string) -> block(string, indent);
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
                    fields(object, indent + ITEM_STEP, true);
                }
                case JsonArray array
                when !array.isEmpty() -> {
                    text.append(' ');
                    items(array, indent + ITEM_STEP, true);
                }
                default -> leaf(item, indent + ITEM_STEP);
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
        if (isIndicator(string) || string.endsWith(" ") || string.endsWith(":")) {
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

    /**
     * Whether its first character would be taken for YAML's own; a dash is part of a word where a letter follows it.
     */
    private static boolean isIndicator(String string) {
        if (string.charAt(0) == '-') {
            int word = string.startsWith("--") ? 2 : 1;
            return string.length() == word || !Character.isLetter(string.charAt(word));
        }
        return "?:,[]{}#&*!|>'\"%@` ".indexOf(string.charAt(0)) >= 0;
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
