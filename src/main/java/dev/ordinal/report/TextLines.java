package dev.ordinal.report;

import dev.ordinal.manifest.SourcePosition;
import java.io.IOException;
import java.io.Writer;
import java.util.Optional;

/** Writes the sorts of line a text report is made of; all that comes from files is made safe to show. */
final class TextLines {

    private final Writer out;
    private final boolean colour;
    private final Excerpt.Cutter cutter;

    TextLines(Writer out, boolean colour, CheckResult result) {
        this.out = out;
        this.colour = colour;
        this.cutter = new Excerpt.Cutter(result);
    }

    /** {@code file:line:column: word[id] message}. */
    void head(Optional<SourcePosition> position, String word, String id, String message, Style style)
            throws IOException {
        if (position.isPresent()) {
            out.append(Style.BOLD.apply(colour, Printable.line(position.get().toString()) + ":"))
                    .append(' ');
        }
        label(word + "[" + id + "]", message, style, " ");
    }

    /** {@code label: text}. */
    void label(String label, String text, Style style) throws IOException {
        label(label, text, style, ": ");
    }

    private void label(String label, String text, Style style, String divider) throws IOException {
        out.append(style.apply(colour, Printable.line(label)))
                .append(divider)
                .append(Printable.line(text))
                .append('\n');
    }

    /** The source line with its number, and below it the place marked; nothing where the line is not at hand. */
    void excerpt(SourcePosition position, Excerpt.Extent extent, Style style) throws IOException {
        Optional<Excerpt> found = cutter.at(position, extent);
        if (found.isEmpty()) {
            return;
        }
        Excerpt excerpt = found.get();
        String number = Integer.toString(position.line());
        out.append(Style.DIM.apply(colour, "  " + number + " |"))
                .append(' ')
                .append(excerpt.text())
                .append('\n');
        out.append(Style.DIM.apply(colour, "  " + " ".repeat(number.length()) + " |"))
                .append(" ".repeat(excerpt.from() + 1))
                .append(style.apply(colour, "^".repeat(excerpt.width())))
                .append('\n');
    }

    /** An indented {@code label: text}. */
    void detail(String label, String text) throws IOException {
        out.append("  ")
                .append(Style.BOLD.apply(colour, label + ":"))
                .append(' ')
                .append(Printable.line(text))
                .append('\n');
    }

    void plain(String line) throws IOException {
        out.append(Printable.line(line)).append('\n');
    }

    void gap() throws IOException {
        out.append('\n');
    }
}
