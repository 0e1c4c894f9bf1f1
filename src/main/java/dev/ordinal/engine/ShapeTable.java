package dev.ordinal.engine;

import dev.ordinal.engine.Shape.Struct;
import dev.ordinal.manifest.ResourceRef;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of the objects that conventions read, and the type of each: all versions of a kind in one. From the
 * Kubernetes API reference, up to 1.37.
 *
 * <p>A line that starts at its first column begins a type. With a colon it is a kind of object, and the API groups that
 * have it follow ({@code core} is the group without a name); it has the fields of the type {@code Object}, too. An
 * indented line is a type, then the fields that have it:
 *
 * <ul>
 *   <li>{@code text}, {@code boolean}, {@code integer} (of 32 bits), {@code long} (of 64)
 *   <li>{@code quantity}: text such as {@code 10Gi}, or a number
 *   <li>{@code integer-or-text}
 *   <li>{@code any}: not looked into
 *   <li>{@code Name}: a type of the table; {@code [T]}: a list of T; {@code {T}}: a map from text to T
 * </ul>
 *
 * <p>Making the table finds where each type stands; a type's fields are read when they are first needed, so that a run
 * pays for the kinds it meets. The text is in classes, because opening a resource takes longer than reading all of it.
 *
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/">Kubernetes API reference</a>
 */
final class ShapeTable {

    /** What every kind of object has; the first type of the first text. */
    private static final String OBJECT = "Object";

    private final Map<String, Struct> types = new HashMap<>(256);
    private final Map<String, Set<String>> groups = new HashMap<>(64);
    private final Struct object;

    ShapeTable() {
        List.of(WorkloadShapes.TABLE, PodShapes.TABLE, ContainerShapes.TABLE, StorageShapes.TABLE, NetworkShapes.TABLE)
                .forEach(this::index);
        object = struct(OBJECT);
    }

    /** The one table, made when it is first asked for. */
    static ShapeTable shared() {
        return Shared.TABLE;
    }

    private static final class Shared {
        static final ShapeTable TABLE = new ShapeTable();
    }

    /** The type of an object; of one that the table does not know, that of its metadata alone. */
    Struct of(ResourceRef ref) {
        return of(ref.group(), ref.kind());
    }

    /** The type of the objects of a kind, found as that of an object. */
    Struct of(String group, String kind) {
        Set<String> of = groups.get(kind);
        return of != null && of.contains(group) ? struct(kind) : object;
    }

    /** Whether the type is that of objects of which only the metadata is known. */
    boolean isPartial(Struct type) {
        return type == object;
    }

    /** The names of all types. */
    Set<String> names() {
        return types.keySet();
    }

    /** The type of that name. */
    Struct struct(String name) {
        Struct type = types.get(name);
        if (type == null) {
            throw new IllegalStateException("the table of shapes lacks the type " + name);
        }
        return type;
    }

    /** The fields that a type's lines name. */
    Map<String, Shape> fields(String lines) {
        var fields = new HashMap<String, Shape>();
        int line = 0;
        while (line < lines.length()) {
            int end = lines.indexOf('\n', line);
            Shape type = null;
            for (int at = word(lines, line, end); at < end; ) {
                int space = lines.indexOf(' ', at);
                int stop = space < 0 || space > end ? end : space;
                String word = lines.substring(at, stop);
                if (type == null) {
                    type = type(word);
                } else {
                    fields.put(word, type);
                }
                at = word(lines, stop, end);
            }
            line = end + 1;
        }
        return fields;
    }

    /** Where the next word starts. */
    private static int word(String lines, int from, int end) {
        int at = from;
        while (at < end && lines.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    private Shape type(String word) {
        return switch (word) {
            case "text" -> Shape.Scalar.TEXT;
            case "integer" -> Shape.Scalar.INTEGER;
            case "long" -> Shape.Scalar.LONG;
            case "boolean" -> Shape.Scalar.BOOLEAN;
            case "quantity" -> Shape.Scalar.QUANTITY;
            case "integer-or-text" -> Shape.Scalar.INTEGER_OR_TEXT;
            case "any" -> Shape.Scalar.ANY;
            default ->
                switch (word.charAt(0)) {
                    case '[' -> new Shape.ListOf(type(word.substring(1, word.length() - 1)));
                    case '{' -> new Shape.MapOf(type(word.substring(1, word.length() - 1)));
                    default -> struct(word);
                };
        };
    }

    /** Finds the types in a text. */
    private void index(String text) {
        String head = null;
        int body = 0;
        int line = 0;
        while (line < text.length()) {
            int end = text.indexOf('\n', line);
            char first = text.charAt(line);
            if (first != ' ' && first != '\n' && first != '#') {
                add(head, text, body, line);
                head = text.substring(line, end);
                body = end + 1;
            }
            line = end + 1;
        }
        add(head, text, body, line);
    }

    private void add(@Nullable String head, String text, int from, int to) {
        if (head == null) {
            return;
        }
        int end = from;
        while (end < to && text.charAt(end) == ' ') {
            end = text.indexOf('\n', end) + 1;
        }
        String lines = text.substring(from, end);
        int colon = head.indexOf(':');
        String name = colon < 0 ? head : head.substring(0, colon);
        if (colon >= 0) {
            groups.put(name, groups(head.substring(colon + 2)));
            lines = struct(OBJECT).lines() + lines;
        }
        types.put(name, new Struct(name, lines, this));
    }

    private static Set<String> groups(String names) {
        var groups = new HashSet<String>();
        for (String name : names.split(" ", -1)) {
            groups.add(name.equals("core") ? "" : name);
        }
        return groups;
    }
}
