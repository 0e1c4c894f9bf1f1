package dev.ordinal.cel;

import dev.cel.common.exceptions.CelInvalidArgumentException;
import dev.ordinal.manifest.JsonArray;
import java.util.ArrayList;
import java.util.List;

/**
 * The functions of cel-go's string extension. Positions count code points, not the UTF-16 units of a Java text; what
 * they make is bounded before it is made.
 */
final class StringFunctions {

    private StringFunctions() {}

    private static CelInvalidArgumentException outOfRange(long index) {
        return new CelInvalidArgumentException("index out of range: " + index);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    static String charAt(String text, long index) {
        int length = length(text);
        if (index < 0 || index > length) {
            throw outOfRange(index);
        }
        return index == length ? "" : substring(text, index, index + 1);
    }

    static String substring(String text, long start) {
        int length = length(text);
        if (start < 0 || start > length) {
            throw outOfRange(start);
        }
        return text.substring(text.offsetByCodePoints(0, (int) start));
    }

    static String substring(String text, long start, long end) {
        if (start > end) {
            throw new CelInvalidArgumentException("invalid substring range. start: %d, end: %d".formatted(start, end));
        }
        int length = length(text);
        if (start < 0 || start > length) {
            throw outOfRange(start);
        }
        if (end > length) {
            throw outOfRange(end);
        }
        int from = text.offsetByCodePoints(0, (int) start);
        return text.substring(from, text.offsetByCodePoints(from, (int) (end - start)));
    }

    /** Where the part is first found from the offset on; -1 if it is not. */
    static long indexOf(String text, String part, long offset) {
        if (offset < 0) {
            throw outOfRange(offset);
        }
        int length = length(text);
        if (part.isEmpty()) {
            return Math.min(offset, length);
        }
        if (offset >= length) {
            return -1;
        }
        int found = text.indexOf(part, text.offsetByCodePoints(0, (int) offset));
        return found < 0 ? -1 : text.codePointCount(0, found);
    }

    static long lastIndexOf(String text, String part) {
        return part.isEmpty() ? length(text) : lastIndexOf(text, part, Math.max(0, length(text) - 1));
    }

    /** Where the part is last found at the offset or before it; -1 if it is not. */
    static long lastIndexOf(String text, String part, long offset) {
        if (offset < 0) {
            throw outOfRange(offset);
        }
        int length = length(text);
        if (part.isEmpty()) {
            return Math.min(offset, length);
        }
        if (offset >= length) {
            return -1;
        }
        int found = text.lastIndexOf(part, text.offsetByCodePoints(0, (int) offset));
        return found < 0 ? -1 : text.codePointCount(0, found);
    }

    static String lowerAscii(String text) {
        return mapAscii(text, 'A', 'Z', 'a' - 'A');
    }

    static String upperAscii(String text) {
        return mapAscii(text, 'a', 'z', 'A' - 'a');
    }

    private static String mapAscii(String text, char first, char last, int shift) {
        var mapped = new StringBuilder(text);
        for (int index = 0; index < mapped.length(); index++) {
            char c = mapped.charAt(index);
            if (c >= first && c <= last) {
                mapped.setCharAt(index, (char) (c + shift));
            }
        }
        return mapped.toString();
    }

    static String join(List<?> list, String separator) {
        var joined = new StringBuilder();
        for (int index = 0; index < list.size(); index++) {
            if (!(list.get(index) instanceof String text)) {
                throw new CelInvalidArgumentException("join: invalid input: a list of strings holds one of type "
                        + CelValues.typeName(list.get(index)));
            }
            if (index > 0) {
                joined.append(separator);
            }
            Bounds.checkText((long) joined.length() + text.length());
            joined.append(text);
        }
        return joined.toString();
    }

    /**
     * Puts one text in another's place, from the left.
     *
     * @param limit so many times at most; every time if it is negative
     */
    static String replace(String text, String old, String by, long limit) {
        if (limit == 0 || old.equals(by)) {
            return text;
        }
        var replaced = new StringBuilder();
        int at = 0;
        int search = 0;
        for (long count = 0; limit < 0 || count < limit; count++) {
            int found = search > text.length() ? -1 : text.indexOf(old, search);
            if (found < 0) {
                break;
            }
            Bounds.checkText((long) replaced.length() + found - at + by.length());
            replaced.append(text, at, found).append(by);
            at = found + old.length();
            // An empty text is found before each character and at the end.
            search = old.isEmpty() ? next(text, found) : at;
        }
        Bounds.checkText((long) replaced.length() + text.length() - at);
        return replaced.append(text, at, text.length()).toString();
    }

    private static int next(String text, int index) {
        return index < text.length() ? index + Character.charCount(text.codePointAt(index)) : index + 1;
    }

    /**
     * Splits at each separator, or into characters if that is empty.
     *
     * @param limit so many parts at most, the last of them the rest; all if it is negative
     */
    static JsonArray split(String text, String separator, long limit) {
        var parts = new ArrayList<String>();
        int at = 0;
        while (limit < 0 || parts.size() < limit - 1) {
            int end = separator.isEmpty() ? next(text, at) : text.indexOf(separator, at);
            if (end < 0 || (separator.isEmpty() && end >= text.length())) {
                break;
            }
            Bounds.checkItems(parts.size() + 2);
            parts.add(text.substring(at, end));
            at = end + separator.length();
        }
        if (limit != 0 && !(separator.isEmpty() && text.isEmpty())) {
            parts.add(text.substring(at));
        }
        return JsonArray.of(parts);
    }

    /** Without the white space around it, as Unicode defines that. */
    static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isSpace(char c) {
        return (c >= '\t' && c <= '\r') || c == '\u0085' || Character.isSpaceChar(c);
    }

    /** In double quotes, with the escapes of CEL; half a surrogate pair becomes U+FFFD. */
    static String quote(String text) {
        var quoted = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(c -> {
            int simple = "\u0007\b\f\n\r\t\u000b\\\"".indexOf(c);
            if (simple >= 0) {
                quoted.append('\\').append("abfnrtv\\\"".charAt(simple));
            } else {
                quoted.appendCodePoint(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xfffd : c);
            }
        });
        Bounds.checkText(quoted.length());
        return quoted.append('"').toString();
    }
}
