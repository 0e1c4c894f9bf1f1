package dev.ordinal.cel;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.exceptions.CelInvalidArgumentException;
import dev.cel.common.exceptions.CelRuntimeException;
import dev.ordinal.manifest.JsonArray;
import java.util.ArrayList;
import java.util.Optional;

/** A regular expression of RE2 syntax, small enough to compile and stopped when it reads too much. */
final class BoundedRegex {

    /** The longest pattern. */
    static final int LONGEST_PATTERN = 2_000;

    /** The largest program a pattern may compile to. */
    static final int LARGEST_PROGRAM = 2_000;

    /** Characters read, times the size of the program, in one call. */
    private static final long MOST_WORK = 200_000_000;

    private final Pattern pattern;

    private BoundedRegex(Pattern pattern) {
        this.pattern = pattern;
    }

    /** Compiles a pattern; a CEL error if it is no pattern or too large a one. */
    static BoundedRegex compile(String pattern) {
        if (pattern.length() > LONGEST_PATTERN) {
            throw illegal("longer than %d characters".formatted(LONGEST_PATTERN));
        }
        if (PatternSize.of(pattern).orCelError("Illegal regex: ") > 5L * LARGEST_PROGRAM) {
            throw illegal("expression too large");
        }
        Pattern compiled;
        try {
            compiled = Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw illegal(String.valueOf(e.getMessage()));
        }
        if (compiled.programSize() > LARGEST_PROGRAM) {
            throw illegal("expression too large");
        }
        return new BoundedRegex(compiled);
    }

    /** Why a text is no pattern, or too large a one; empty if it is one. */
    static Optional<String> fault(String pattern) {
        try {
            compile(pattern);
            return Optional.empty();
        } catch (CelRuntimeException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static CelInvalidArgumentException illegal(String reason) {
        return new CelInvalidArgumentException("Illegal regex: " + reason);
    }

    /** Whether some part of the text matches. */
    boolean matches(String text) {
        return pattern.matcher(new Read(text, MOST_WORK / (pattern.programSize() + 1)))
                .find();
    }

    /** The first match, empty if there is none. */
    String find(String text) {
        Matcher matcher = pattern.matcher(new Read(text, MOST_WORK / (pattern.programSize() + 1)));
        return matcher.find() ? text.substring(matcher.start(), matcher.end()) : "";
    }

    /**
     * The matches that do not overlap, from the left; an empty match right after another match is none, as in Go.
     *
     * @param limit so many at most; all if it is negative
     */
    JsonArray findAll(String text, long limit) {
        var found = new ArrayList<String>();
        Matcher matcher = pattern.matcher(new Read(text, MOST_WORK / (pattern.programSize() + 1)));
        int from = 0;
        int previousEnd = -1;
        while (from <= text.length() && (limit < 0 || found.size() < limit) && matcher.find(from)) {
            int start = matcher.start();
            int end = matcher.end();
            if (start < end || start != previousEnd) {
                Bounds.checkItems(found.size() + 1);
                found.add(text.substring(start, end));
            }
            previousEnd = end;
            from = end > from ? end : from + (from < text.length() ? Character.charCount(text.codePointAt(from)) : 1);
        }
        return JsonArray.of(found);
    }

    /** The text, which counts how often it is read. */
    private static final class Read implements CharSequence {
        private final String text;
        private long left;

        Read(String text, long left) {
            this.text = text;
            this.left = left;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (--left < 0) {
                throw Bounds.exceeded("matched too large a regular expression against too long a text");
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
