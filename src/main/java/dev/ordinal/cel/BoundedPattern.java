package dev.ordinal.cel;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * Regular expressions (RE2) that cannot exhaust the process: their matching takes time linear in the text, and a
 * pattern is refused whose program would be too large, which nested counted repetitions such as
 * {@code ((a{99}){99}){99}} make.
 */
final class BoundedPattern {

    /** Instructions of a program, as estimated before it is made. */
    private static final int MAX_PROGRAM = 4_000;

    /** Instructions times characters that one matching may take. */
    private static final long MAX_WORK = 100_000_000L;

    private final Pattern pattern;
    private final long program;

    private BoundedPattern(Pattern pattern, long program) {
        this.pattern = pattern;
        this.program = program;
    }

    /**
     * Compiles a pattern.
     *
     * @throws IllegalArgumentException if it is malformed or too large
     */
    static BoundedPattern of(String regex) {
        long program = programSize(regex);
        if (program > MAX_PROGRAM) {
            throw new IllegalArgumentException("the regular expression is too large");
        }
        try {
            return new BoundedPattern(Pattern.compile(regex), program);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("malformed regular expression: " + e.getDescription(), e);
        }
    }

    /**
     * The pattern, for matching against the text.
     *
     * @throws IllegalArgumentException if that could take too long
     */
    Pattern on(String text) {
        if (program * text.length() > MAX_WORK) {
            throw new IllegalArgumentException("the text is too long for the regular expression");
        }
        return pattern;
    }

    /** How many instructions the program will have, about, counting repetitions as often as they are unrolled. */
    static long programSize(String regex) {
        var estimate = new Estimate(regex);
        return estimate.run();
    }

    /** One pass over a pattern. It need not notice what is malformed: the compiler does. */
    private static final class Estimate {
        private final String regex;
        private final long[] outer;
        private int depth;
        private int at;
        private long sum;
        private long last;

        Estimate(String regex) {
            this.regex = regex;
            this.outer = new long[regex.length() + 1];
        }

        long run() {
            while (at < regex.length() && sum <= MAX_PROGRAM) {
                char c = regex.charAt(at++);
                switch (c) {
                    case '\\' -> {
                        escape();
                        atom(1);
                    }
                    case '[' -> atom(characterClass());
                    case '(' -> {
                        outer[depth++] = sum;
                        sum = 0;
                        last = 0;
                    }
                    case ')' -> {
                        long group = sum + 2;
                        sum = depth > 0 ? outer[--depth] : 0;
                        atom(group);
                    }
                    case '{' -> repeat();
                    case '*', '+', '?', '|' -> sum++;
                    default -> atom(1);
                }
            }
            return sum;
        }

        private void atom(long size) {
            sum += size;
            last = size;
        }

        private void escape() {
            boolean braced = at + 1 < regex.length()
                    && (regex.charAt(at) == 'p' || regex.charAt(at) == 'P' || regex.charAt(at) == 'x')
                    && regex.charAt(at + 1) == '{';
            int close = braced ? regex.indexOf('}', at) : -1;
            at = close >= 0 ? close + 1 : at + 1;
        }

        private int characterClass() {
            int start = at;
            // a bracket that comes first stands for itself
            at += at < regex.length() && regex.charAt(at) == '^' ? 2 : 1;
            while (at < regex.length() && regex.charAt(at) != ']') {
                at += regex.charAt(at) == '\\' ? 2 : 1;
            }
            at++;
            return Math.max(1, (at - start) / 8);
        }

        private void repeat() {
            int close = regex.indexOf('}', at);
            long times = 0;
            long most = 0;
            for (int i = at; i < close; i++) {
                char c = regex.charAt(i);
                if (c == ',') {
                    times = 0;
                } else if (c >= '0' && c <= '9') {
                    times = Math.min(MAX_PROGRAM, times * 10 + (c - '0'));
                    most = Math.max(most, times);
                } else {
                    // not a repetition: a brace that stands for itself
                    atom(1);
                    return;
                }
            }
            if (close < 0) {
                atom(1);
                return;
            }
            at = close + 1;
            long unrolled = last * Math.max(1, most) + 1;
            sum += unrolled - last;
            last = unrolled;
        }
    }
}
