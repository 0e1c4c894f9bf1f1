package dev.ordinal.cel;

import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Matches of regular expressions, as the library {@code kubernetes.regex} of the API server has them, and CEL's own
 * {@code matches} with the same bounds.
 */
final class RegexLibrary extends FunctionLibrary {

    /** Patterns kept compiled; a policy's patterns are nearly always literals. */
    private static final int MOST_KEPT = 500;

    /** The overloads whose pattern is the argument after the text. */
    static final Set<String> OVERLOADS = Set.of(
            "bounded_matches",
            "bounded_matches_member",
            "string_find_string",
            "string_find_all_string",
            "string_find_all_string_int");

    RegexLibrary() {
        this(new ConcurrentHashMap<>());
    }

    @SuppressWarnings("Immutable") // the map only remembers what each pattern compiles to
    private RegexLibrary(ConcurrentHashMap<String, BoundedRegex> kept) {
        super(
                "regex",
                List.of(),
                new FunctionTable()
                        .global(
                                "matches",
                                "bounded_matches",
                                SimpleType.BOOL,
                                FunctionTable.STRING,
                                FunctionTable.STRING,
                                (text, pattern) -> regex(kept, pattern).matches(text))
                        .member(
                                "matches",
                                "bounded_matches_member",
                                SimpleType.BOOL,
                                FunctionTable.STRING,
                                FunctionTable.STRING,
                                (text, pattern) -> regex(kept, pattern).matches(text))
                        .member(
                                "find",
                                "string_find_string",
                                SimpleType.STRING,
                                FunctionTable.STRING,
                                FunctionTable.STRING,
                                (text, pattern) -> regex(kept, pattern).find(text))
                        .member(
                                "findAll",
                                "string_find_all_string",
                                ListType.create(SimpleType.STRING),
                                FunctionTable.STRING,
                                FunctionTable.STRING,
                                (text, pattern) -> regex(kept, pattern).findAll(text, -1))
                        .member(
                                "findAll",
                                "string_find_all_string_int",
                                ListType.create(SimpleType.STRING),
                                List.of(FunctionTable.STRING, FunctionTable.STRING, FunctionTable.INT),
                                a -> regex(kept, (String) a[1]).findAll((String) a[0], (Long) a[2])));
    }

    private static BoundedRegex regex(ConcurrentHashMap<String, BoundedRegex> kept, String pattern) {
        BoundedRegex known = kept.get(pattern);
        if (known != null) {
            return known;
        }
        if (kept.size() >= MOST_KEPT) {
            kept.clear();
        }
        return kept.computeIfAbsent(pattern, BoundedRegex::compile);
    }
}
