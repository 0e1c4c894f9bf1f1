package dev.ordinal.policy;

import dev.ordinal.manifest.SourceFile;
import dev.ordinal.manifest.SourcePosition;

/**
 * Where the characters of an expression stand that is a YAML scalar of any style.
 *
 * @param file holds it
 * @param start where the scalar starts: its first character, its quote, its block indicator, its tag or anchor
 * @param text its value
 */
record ScalarOrigin(SourceFile file, SourcePosition start, String text) implements Expression.Origin {

    @Override
    public SourcePosition at(int line, int column) {
        var source = new SourceText(file.text());
        return ScalarScanner.places(source.text(), source.offset(start), text)
                .map(places -> source.position(file.name(), places[index(line, column)]))
                .orElse(start);
    }

    /** The index in the value of a place in it; the line's end if the line is shorter, and the last word's at most. */
    private int index(int line, int column) {
        return Math.min(indexOf(line, column), text.stripTrailing().length());
    }

    private int indexOf(int line, int column) {
        int at = 0;
        for (int i = 1; i < line; i++) {
            int end = text.indexOf('\n', at);
            if (end < 0) {
                return text.length();
            }
            at = end + 1;
        }
        for (int i = 0; i < column && at < text.length() && text.charAt(at) != '\n'; i++) {
            at += Character.charCount(text.codePointAt(at));
        }
        return at;
    }
}
