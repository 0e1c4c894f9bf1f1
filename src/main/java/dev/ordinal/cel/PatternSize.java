package dev.ordinal.cel;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Estimates what a regular expression compiles to before it is compiled, since counted repetitions of each other, such
 * as {@code ((a{99}){99}){99}}, use up the stack or the memory while they are. Go refuses them for the same reason.
 */
final class PatternSize {

    /** The most that counted repetitions may come to when they are nested, as in Go. */
    private static final int MOST_REPEATS = 1_000;

    /** How deep groups may nest. */
    private static final int DEEPEST = 200;

    /** One part of the expression: how many instructions it makes, and how often its innermost part is repeated. */
    private record Part(long size, long repeats) {
        static final Part ONE = new Part(1, 1);
        static final Part NONE = new Part(0, 1);

        Part and(Part next) {
            return new Part(size + next.size, Math.max(repeats, next.repeats));
        }
    }

    private final String pattern;
    private final Deque<Part> outer = new ArrayDeque<>();
    private int at;
    private Part before = Part.NONE;
    private Part last = Part.NONE;

    private PatternSize(String pattern) {
        this.pattern = pattern;
    }

    /** How many instructions the expression makes, roughly; or why it must not be compiled. */
    static Parsed<Long> of(String pattern) {
        return new PatternSize(pattern).scan();
    }

    private Parsed<Long> scan() {
        while (at < pattern.length()) {
            char next = pattern.charAt(at);
            switch (next) {
                case '\\' -> escape();
                case '[' -> {
                    at = endOfClass();
                    add(Part.ONE);
                }
                case '(' -> {
                    open();
                    if (outer.size() > 2 * DEEPEST) {
                        return new Parsed.Malformed<>("expression nests too deeply");
                    }
                }
                case ')' -> close();
                case '*', '+', '?' -> {
                    last = new Part(last.size + 1, last.repeats);
                    at++;
                }
                case '{' -> repeat();
                default -> {
                    add(Part.ONE);
                    at++;
                }
            }
            if (last.repeats > MOST_REPEATS) {
                return new Parsed.Malformed<>("invalid repeat count");
            }
        }
        while (!outer.isEmpty()) {
            close();
        }
        return new Parsed.Value<>(before.and(last).size);
    }

    private void add(Part part) {
        before = before.and(last);
        last = part;
    }

    /** A group begins: what was read so far waits on the stack. */
    private void open() {
        outer.push(before);
        outer.push(last);
        before = Part.NONE;
        last = Part.NONE;
        at++;
        if (pattern.startsWith("?", at)) {
            while (at < pattern.length() && ":>)".indexOf(pattern.charAt(at)) < 0) {
                at++;
            }
            if (at < pattern.length() && pattern.charAt(at) != ')') {
                at++;
            }
        }
    }

    private void close() {
        at++;
        if (!outer.isEmpty()) {
            Part group = before.and(last).and(new Part(2, 1));
            last = outer.pop();
            before = outer.pop();
            add(group);
        }
    }

    /** {@code {n}}, {@code {n,}} or {@code {n,m}}; anything else after a brace is text. */
    private void repeat() {
        int end = pattern.indexOf('}', at);
        String[] counts =
                end < 0 ? new String[0] : pattern.substring(at + 1, end).split(",", -1);
        if (counts.length < 1 || counts.length > 2 || !isCount(counts[0])) {
            add(Part.ONE);
            at++;
            return;
        }
        String largest = counts[counts.length - 1].isEmpty() ? counts[0] : counts[counts.length - 1];
        if (!isCount(largest)) {
            add(Part.ONE);
            at++;
            return;
        }
        long count = Math.max(1, Math.min(MOST_REPEATS + 1L, Long.parseLong(largest)));
        last = new Part((last.size + 1) * count, last.repeats * count);
        at = end + 1;
    }

    private static boolean isCount(String text) {
        return !text.isEmpty() && text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private void escape() {
        if (pattern.startsWith("\\Q", at)) {
            int end = pattern.indexOf("\\E", at);
            int stop = end < 0 ? pattern.length() : end;
            add(new Part(stop - at - 2, 1));
            at = stop + 2;
            return;
        }
        add(Part.ONE);
        at += 2;
        if (pattern.startsWith("{", at) && "pPx".indexOf(pattern.charAt(at - 1)) >= 0) {
            int end = pattern.indexOf('}', at);
            at = end < 0 ? pattern.length() : end + 1;
        }
    }

    /** The index after a character class. */
    private int endOfClass() {
        int index = at + 1;
        if (pattern.startsWith("^", index)) {
            index++;
        }
        if (pattern.startsWith("]", index)) {
            index++;
        }
        while (index < pattern.length() && pattern.charAt(index) != ']') {
            if (pattern.startsWith("[:", index) && pattern.indexOf(":]", index) >= 0) {
                index = pattern.indexOf(":]", index) + 2;
            } else {
                index += pattern.charAt(index) == '\\' ? 2 : 1;
            }
        }
        return index + 1;
    }
}
