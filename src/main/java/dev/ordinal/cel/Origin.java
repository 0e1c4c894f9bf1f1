package dev.ordinal.cel;

import dev.ordinal.manifest.FieldPath;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Where the value of an expression may come from, as the expression's text tells. */
public sealed interface Origin {

    /** The value at a path of {@code object} or {@code oldObject}. */
    record OfObject(FieldPath path) implements Origin {}

    /** The value at a path of an object that a look-up gives, or of one of the objects if it gives a list. */
    record OfLookup(Site site, FieldPath path) implements Origin {}

    /**
     * The value at a path of an item of a list.
     *
     * @param list where the list comes from: an object, a look-up or an item of another list
     */
    record OfItem(Origin list, FieldPath path) implements Origin {}

    /**
     * A list or a map that the expression makes, or a list that a look-up gives.
     *
     * @param parts where the items or values may come from
     * @param fields the same by field, of a map whose fields are written out
     */
    record Made(Set<Origin> parts, Map<String, Set<Origin>> fields) implements Origin {
        public Made {
            parts = Set.copyOf(parts);
            fields = Map.copyOf(fields);
        }

        /** A list. */
        Made(Set<Origin> parts) {
            this(parts, Map.of());
        }
    }

    /** A text literal. */
    record Text(String text) implements Origin {}

    /** An empty list, an empty map, no value. */
    record Empty() implements Origin {
        /** The one value. */
        public static final Empty INSTANCE = new Empty();
    }

    /**
     * Anything else.
     *
     * @param whole whether it may be a whole object, its {@code spec} or its {@code status}
     */
    record Unknown(boolean whole) implements Origin {
        /** Nothing that holds an object. */
        public static final Unknown PART = new Unknown(false);

        /** Maybe an object. */
        public static final Unknown WHOLE = new Unknown(true);
    }

    /** The functions of {@code cluster}. */
    enum Method {
        GET,
        LIST,
        SELECTING,
        SELECTED_BY,
        REFERRING;

        static Optional<Method> of(String function) {
            return switch (function) {
                case "get" -> Optional.of(GET);
                case "list" -> Optional.of(LIST);
                case "selecting" -> Optional.of(SELECTING);
                case "selectedBy" -> Optional.of(SELECTED_BY);
                case "referring" -> Optional.of(REFERRING);
                default -> Optional.empty();
            };
        }
    }

    /**
     * A look-up in an expression.
     *
     * @param method the function
     * @param kind what it asks for
     * @param namespace where the namespace may come from
     * @param arguments where the arguments after the namespace may come from
     */
    record Site(Method method, Reads.Kind kind, Set<Origin> namespace, List<Set<Origin>> arguments) {
        public Site {
            namespace = Set.copyOf(namespace);
            arguments = arguments.stream().map(Set::copyOf).toList();
        }
    }

    /** Whether the value may be a whole object, its {@code spec} or its {@code status}. */
    default boolean isWhole() {
        return switch (this) {
            case OfObject(FieldPath path) -> isWholeAt(path);
            case OfLookup(Site _, FieldPath path) -> isWholeAt(path);
            case Unknown(boolean whole) -> whole;
            case OfItem _, Made _, Text _, Empty _ -> false;
        };
    }

    private static boolean isWholeAt(FieldPath path) {
        List<Object> segments = path.segments();
        return segments.isEmpty() || (segments.size() == 1 && isSpecOrStatus(segments.getFirst()));
    }

    private static boolean isSpecOrStatus(Object segment) {
        return segment.equals("spec") || segment.equals("status");
    }

    /** Where the value of a field of it may come from. */
    default Set<Origin> child(String field) {
        return switch (this) {
            case OfObject(FieldPath path) -> Set.of(new OfObject(path.child(field)));
            case OfLookup(Site site, FieldPath path) -> Set.of(new OfLookup(site, path.child(field)));
            case OfItem(Origin list, FieldPath path) -> Set.of(new OfItem(list, path.child(field)));
            case Made(Set<Origin> parts, Map<String, Set<Origin>> fields) -> fields.getOrDefault(field, parts);
            case Unknown(boolean whole) -> Set.of(whole && isSpecOrStatus(field) ? Unknown.WHOLE : Unknown.PART);
            case Text _ -> Set.of(Unknown.PART);
            case Empty empty -> Set.of(empty);
        };
    }

    /** Where an item of it may come from, if it is a list or a map; nothing that is whole for anything else. */
    default Set<Origin> item() {
        return switch (this) {
            case Made(Set<Origin> parts, Map<String, Set<Origin>> _) -> parts;
            case Empty empty -> Set.of(empty);
            case OfObject _, OfLookup _, OfItem _ -> Set.of(new OfItem(this, FieldPath.ROOT));
            case Text _, Unknown _ -> Set.of(Unknown.PART);
        };
    }

    /** Where the value of a field comes from. */
    static Set<Origin> child(Set<Origin> origins, String field) {
        var children = new LinkedHashSet<Origin>();
        origins.forEach(origin -> children.addAll(origin.child(field)));
        return children;
    }

    /** Where an item of a list comes from. */
    static Set<Origin> item(Set<Origin> origins) {
        var items = new LinkedHashSet<Origin>();
        origins.forEach(origin -> items.addAll(origin.item()));
        return items;
    }

    /** Those of them that may be whole objects, or a {@code spec} or {@code status}. */
    static Set<Origin> wholes(Set<Origin> origins) {
        return origins.stream().filter(Origin::isWhole).collect(Collectors.toSet());
    }

    /** The same, and those in lists and maps of them. */
    static Set<Origin> allWholes(Set<Origin> origins) {
        var wholes = wholes(origins);
        for (Origin origin : origins) {
            if (origin instanceof Made(Set<Origin> parts, Map<String, Set<Origin>> _)) {
                wholes.addAll(allWholes(parts));
            }
        }
        return wholes;
    }
}
