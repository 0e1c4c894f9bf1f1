package dev.ordinal.engine;

import dev.ordinal.engine.Shape.Scalar;
import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.SourceFile;
import dev.ordinal.manifest.SourcePosition;

/** What is said of a value of a wrong type: what was expected, what was found and, where it is plain, what to write. */
final class WrongType {

    private static final int SHOWN = 40;

    private WrongType() {}

    static String words(Shape expected, Object value, Manifest manifest, FieldPath at) {
        String start = "expected " + expected.words() + ", found ";
        if (value instanceof String text && isPlaceholder(text)) {
            return start + "the placeholder " + shown(text)
                    + ": render the template first; rules that need it are not judged";
        }
        String found = start + found(value);
        return switch (value) {
            case Long number
            when expected == Scalar.INTEGER || expected == Scalar.INTEGER_OR_TEXT ->
                found + ", which is beyond 32 bits";
            case Long _, Double _, Boolean _
            when expected == Scalar.TEXT -> found + ": write \"" + spelling(value, manifest, at) + "\" in quotes";
            case String text when isUnquoted(expected, text) -> found + ": write " + text + " without quotes";
            default -> found;
        };
    }

    /** How a text is shown. */
    static String text(String text) {
        return "text \"" + shown(text) + "\"";
    }

    private static String found(Object value) {
        return switch (value) {
            case String text -> text(text);
            case Boolean flag -> "the boolean " + flag;
            case JsonArray array -> array.isEmpty() ? "an empty list" : "a list";
            case JsonObject object -> object.isEmpty() ? "an empty object" : "an object";
            default -> "the number " + value;
        };
    }

    /** Whether the text would be of the expected type if it had no quotes around it. */
    private static boolean isUnquoted(Shape expected, String text) {
        if (expected == Scalar.BOOLEAN) {
            return text.equals("true") || text.equals("false");
        }
        boolean whole = expected == Scalar.INTEGER || expected == Scalar.LONG;
        return whole && !text.isEmpty() && text.length() < 10 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Whether a text looks like the place of a parameter in a template. */
    private static boolean isPlaceholder(String text) {
        String name = text.strip();
        return name.contains("${")
                || name.contains("$(")
                || name.contains("{{")
                || name.contains("<%")
                || isBetween(name, "<", ">")
                || isBetween(name, "__", "__")
                || isBetween(name, "%", "%")
                || isBetween(name, "@", "@")
                || (name.length() > 1 && name.charAt(0) == '$');
    }

    private static boolean isBetween(String text, String start, String end) {
        return text.length() > start.length() + end.length() && text.startsWith(start) && text.endsWith(end);
    }

    private static String shown(String text) {
        String line = text.strip().replace("\n", " ").replace("\r", "");
        return line.length() <= SHOWN ? line : line.substring(0, line.offsetByCodePoints(0, SHOWN - 1)) + "…";
    }

    /** A number or boolean as the file spells it, because {@code 1.10} and {@code 0644} are not what was read. */
    private static String spelling(Object value, Manifest manifest, FieldPath at) {
        return manifest.source()
                .flatMap(source -> source.value(at).map(position -> token(source.file(), position)))
                .filter(token -> !token.isEmpty())
                .orElseGet(value::toString);
    }

    /** The plain scalar at a place of a file; empty if there is none. */
    private static String token(SourceFile file, SourcePosition position) {
        String line = file.line(position.line());
        int start = line.codePointCount(0, line.length()) < position.column()
                ? line.length()
                : line.offsetByCodePoints(0, position.column() - 1);
        int end = start;
        while (end < line.length() && isPlain(line.charAt(end))) {
            end++;
        }
        return line.substring(start, end);
    }

    private static boolean isPlain(char c) {
        return Character.isLetterOrDigit(c) || c == '.' || c == '+' || c == '-' || c == '_' || c == ':';
    }
}
