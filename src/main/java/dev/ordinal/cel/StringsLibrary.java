package dev.ordinal.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.ordinal.cel.FunctionTable.Param;
import java.util.List;

/**
 * Texts: cel-go's string extension in its version 2, which the API server has.
 *
 * <p>In the place of {@code CelExtensions.strings()}, which lacks {@code format}, fails where cel-go answers -1, makes
 * texts without bound, and whose {@code indexOf} would hide that of lists from values of unknown type.
 */
final class StringsLibrary extends FunctionLibrary {

    private static final Param<String> TEXT = FunctionTable.STRING;
    private static final Param<Long> NUMBER = FunctionTable.INT;

    @SuppressWarnings("rawtypes") // the class of a list's values
    private static final Param<List> TEXTS = new Param<>(ListType.create(SimpleType.STRING), List.class);

    @SuppressWarnings("rawtypes")
    private static final Param<List> VALUES = new Param<>(ListType.create(SimpleType.DYN), List.class);

    private static final CelType STRING = SimpleType.STRING;
    private static final CelType STRINGS = ListType.create(SimpleType.STRING);
    private static final CelType INT = SimpleType.INT;

    StringsLibrary() {
        super("strings", List.of(), functions());
    }

    private static FunctionTable functions() {
        var functions = new FunctionTable()
                .member("charAt", "string_char_at_int", STRING, TEXT, NUMBER, StringFunctions::charAt)
                .member("lowerAscii", "string_lower_ascii", STRING, TEXT, StringFunctions::lowerAscii)
                .member("upperAscii", "string_upper_ascii", STRING, TEXT, StringFunctions::upperAscii)
                .member("trim", "string_trim", STRING, TEXT, StringFunctions::trim)
                .global("strings.quote", "strings_quote", STRING, TEXT, StringFunctions::quote)
                .member("format", "string_format", STRING, TEXT, VALUES, StringFormat::format)
                .member("join", "list_join", STRING, TEXTS, texts -> StringFunctions.join(texts, ""))
                .member("join", "list_join_string", STRING, TEXTS, TEXT, StringFunctions::join);
        addSearches(functions);
        addParts(functions);
        return functions;
    }

    private static void addSearches(FunctionTable functions) {
        functions
                .member(
                        "indexOf",
                        "string_index_of_string",
                        INT,
                        TEXT,
                        TEXT,
                        (text, part) -> StringFunctions.indexOf(text, part, 0))
                .member(
                        "indexOf",
                        "string_index_of_string_int",
                        INT,
                        List.of(TEXT, TEXT, NUMBER),
                        a -> StringFunctions.indexOf(text(a, 0), text(a, 1), number(a, 2)))
                .member(
                        "lastIndexOf",
                        "string_last_index_of_string",
                        INT,
                        TEXT,
                        TEXT,
                        (text, part) -> StringFunctions.lastIndexOf(text, part))
                .member(
                        "lastIndexOf",
                        "string_last_index_of_string_int",
                        INT,
                        List.of(TEXT, TEXT, NUMBER),
                        a -> StringFunctions.lastIndexOf(text(a, 0), text(a, 1), number(a, 2)));
    }

    private static void addParts(FunctionTable functions) {
        functions
                .member(
                        "replace",
                        "string_replace_string_string",
                        STRING,
                        List.of(TEXT, TEXT, TEXT),
                        a -> StringFunctions.replace(text(a, 0), text(a, 1), text(a, 2), -1))
                .member(
                        "replace",
                        "string_replace_string_string_int",
                        STRING,
                        List.of(TEXT, TEXT, TEXT, NUMBER),
                        a -> StringFunctions.replace(text(a, 0), text(a, 1), text(a, 2), number(a, 3)))
                .member(
                        "split",
                        "string_split_string",
                        STRINGS,
                        TEXT,
                        TEXT,
                        (text, separator) -> StringFunctions.split(text, separator, -1))
                .member(
                        "split",
                        "string_split_string_int",
                        STRINGS,
                        List.of(TEXT, TEXT, NUMBER),
                        a -> StringFunctions.split(text(a, 0), text(a, 1), number(a, 2)))
                .member(
                        "substring",
                        "string_substring_int",
                        STRING,
                        TEXT,
                        NUMBER,
                        (text, start) -> StringFunctions.substring(text, start))
                .member(
                        "substring",
                        "string_substring_int_int",
                        STRING,
                        List.of(TEXT, NUMBER, NUMBER),
                        a -> StringFunctions.substring(text(a, 0), number(a, 1), number(a, 2)));
    }

    private static String text(Object[] arguments, int index) {
        return (String) arguments[index];
    }

    private static long number(Object[] arguments, int index) {
        return (Long) arguments[index];
    }
}
