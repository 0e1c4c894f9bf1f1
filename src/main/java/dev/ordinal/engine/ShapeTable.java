package dev.ordinal.engine;

import dev.ordinal.engine.Shape.Struct;
import dev.ordinal.manifest.ResourceRef;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The types of the API's objects, as the text files in {@code shapes/} give them; {@code workloads.txt} there explains
 * the notation. Making the table finds where each type stands; a type's fields are read when they are first needed, so
 * that a run pays for the kinds it meets.
 */
final class ShapeTable {

    private static final List<String> FILES =
            List.of("workloads.txt", "pod.txt", "container.txt", "storage.txt", "network.txt");

    /** The type that holds what every kind of object has; the first of the first file. */
    private static final String OBJECT = "Object";

    private final Map<String, Struct> types = new HashMap<>();
    private final Map<String, Set<String>> groups = new HashMap<>();
    private final Struct object;

    ShapeTable() {
        for (String file : FILES) {
            index(read(file));
        }
        object = struct(OBJECT);
    }

    /** The type of the kind's objects; of an object that the table does not know, that of its metadata alone. */
    Struct of(ResourceRef ref) {
        Set<String> of = groups.get(ref.kind());
        return of != null && of.contains(ref.group()) ? struct(ref.kind()) : object;
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
        Shape type = null;
        boolean lineBegins = true;
        int at = 0;
        while (at < lines.length()) {
            char c = lines.charAt(at);
            if (c == '\n') {
                lineBegins = true;
                at++;
            } else if (c == ' ') {
                at++;
            } else {
                int end = at;
                while (lines.charAt(end) != ' ' && lines.charAt(end) != '\n') {
                    end++;
                }
                String word = lines.substring(at, end);
                if (lineBegins) {
                    type = type(word);
                    lineBegins = false;
                } else if (type != null) {
                    fields.put(word, type);
                }
                at = end;
            }
        }
        return Map.copyOf(fields);
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

    /** Finds the types in a file's text. */
    private void index(String text) {
        String head = null;
        int body = 0;
        for (int start = 0; start < text.length(); start = text.indexOf('\n', start) + 1) {
            char first = text.charAt(start);
            if (first == '#' || first == '\n' || first == ' ') {
                continue;
            }
            add(head, text, body, start);
            int end = text.indexOf('\n', start);
            head = text.substring(start, end);
            body = end + 1;
        }
        add(head, text, body, text.length());
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
            var of = new HashSet<String>();
            for (String group : head.substring(colon + 1).strip().split(" ", -1)) {
                of.add(group.equals("core") ? "" : group);
            }
            groups.put(name, of);
            lines = struct(OBJECT).lines() + lines;
        }
        types.put(name, new Struct(name, lines, this));
    }

    private static String read(String file) {
        try (InputStream in = ShapeTable.class.getResourceAsStream("shapes/" + file)) {
            if (in == null) {
                throw new IllegalStateException("the table of shapes " + file + " is missing from the build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
