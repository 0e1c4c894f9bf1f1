package dev.ordinal.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way from the root of a manifest to one of its values, such as {@code spec.template.spec.containers[0].image} or
 * {@code metadata.annotations['a.b/c']}. Immutable; the root's path is empty text.
 */
public final class FieldPath {

    /** The path of the whole manifest. */
    public static final FieldPath ROOT = new FieldPath(null, "");

    private final @Nullable FieldPath parent;
    private final Object segment;

    private FieldPath(@Nullable FieldPath parent, Object segment) {
        this.parent = parent;
        this.segment = segment;
    }

    /**
     * Reads a path as {@link #toString} writes it. Quoted keys take single or double quotes; a backslash escapes.
     *
     * @return empty if the text is not a path
     */
    public static Optional<FieldPath> parse(String text) {
        FieldPath path = ROOT;
        int at = 0;
        boolean first = true;
        while (at < text.length()) {
            if (text.charAt(at) == '[') {
                int next = at + 1 < text.length() && isQuote(text.charAt(at + 1)) ? quotedEnd(text, at + 1) : -1;
                if (next >= 0) {
                    path = path.child(unquote(text.substring(at + 2, next)));
                    at = next + 2;
                } else {
                    int close = text.indexOf(']', at);
                    Integer index = close < 0 ? null : index(text.substring(at + 1, close));
                    if (index == null) {
                        return Optional.empty();
                    }
                    path = path.child(index);
                    at = close + 1;
                }
            } else {
                int start = first ? at : at + 1;
                if (!first && text.charAt(at) != '.') {
                    return Optional.empty();
                }
                int end = start;
                while (end < text.length() && text.charAt(end) != '.' && text.charAt(end) != '[') {
                    end++;
                }
                if (end == start) {
                    return Optional.empty();
                }
                path = path.child(text.substring(start, end));
                at = end;
            }
            first = false;
        }
        return Optional.of(path);
    }

    private static boolean isQuote(char c) {
        return c == '\'' || c == '"';
    }

    /** The index of the closing quote if a bracket follows it, else -1. */
    private static int quotedEnd(String text, int open) {
        char quote = text.charAt(open);
        for (int i = open + 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == quote) {
                return i + 1 < text.length() && text.charAt(i + 1) == ']' ? i : -1;
            }
        }
        return -1;
    }

    private static String unquote(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        var plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            plain.append(c == '\\' && i + 1 < text.length() ? text.charAt(++i) : c);
        }
        return plain.toString();
    }

    private static @Nullable Integer index(String digits) {
        if (digits.isEmpty() || digits.length() > 9 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return null;
        }
        return Integer.valueOf(digits);
    }

    /** The path of the field of that name in the object here. */
    public FieldPath child(String field) {
        return new FieldPath(this, field);
    }

    /** The path of the item at that index, from 0, in the array here. */
    public FieldPath child(int index) {
        return new FieldPath(this, index);
    }

    /** The path of the object or array that holds this value; the root's is itself. */
    public FieldPath parent() {
        return parent == null ? this : parent;
    }

    /** Whether this is the path of the whole manifest. */
    public boolean isRoot() {
        return parent == null;
    }

    /** From the root on, each a field name ({@link String}) or an index ({@link Integer}). */
    public List<Object> segments() {
        var segments = new ArrayList<>();
        for (FieldPath path = this; path.parent != null; path = path.parent) {
            segments.add(path.segment);
        }
        return segments.reversed();
    }

    /** Whether the other path is this one or goes on from it. */
    public boolean isPrefixOf(FieldPath other) {
        List<Object> own = segments();
        List<Object> others = other.segments();
        return own.size() <= others.size() && own.equals(others.subList(0, own.size()));
    }

    /** The path that goes on from here as the other goes on from the root. */
    public FieldPath resolve(FieldPath other) {
        if (other.parent == null) {
            return this;
        }
        return new FieldPath(resolve(other.parent), other.segment);
    }

    /** The value at this path below the tree's root, if there is one. */
    public Optional<Object> find(Object root) {
        Object value = root;
        for (Object step : segments()) {
            Object next = null;
            if (step instanceof String field && value instanceof JsonObject object) {
                next = object.get(field);
            } else if (step instanceof Integer index && value instanceof JsonArray array && index < array.size()) {
                next = array.get(index);
            }
            if (next == null) {
                return Optional.empty();
            }
            value = next;
        }
        return Optional.of(value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof FieldPath path)) {
            return false;
        }
        FieldPath one = this;
        FieldPath two = path;
        while (one != two && one.parent != null && two.parent != null && one.segment.equals(two.segment)) {
            one = one.parent;
            two = two.parent;
        }
        return one == two || (one.parent == null && two.parent == null);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (FieldPath path = this; path.parent != null; path = path.parent) {
            hash = 31 * hash + path.segment.hashCode();
        }
        return hash;
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        for (Object step : segments()) {
            switch (step) {
                case Integer index -> text.append('[').append(index).append(']');
                case String field
                when isPlain(field) -> text.append(text.isEmpty() ? "" : ".").append(field);
                default ->
                    text.append("['")
                            .append(step.toString().replace("\\", "\\\\").replace("'", "\\'"))
                            .append("']");
            }
        }
        return text.toString();
    }

    private static boolean isPlain(String field) {
        return !field.isEmpty()
                && field.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '$');
    }
}
