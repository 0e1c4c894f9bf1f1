package dev.ordinal.report;

import java.io.IOException;
import java.io.Writer;
import java.util.Map;

/** Writes indented XML 1.0; characters that XML cannot hold become replacement characters. */
final class Xml {

    private final Writer out;
    private int depth;

    Xml(Writer out) {
        this.out = out;
    }

    void declaration() throws IOException {
        out.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    }

    void open(String name, Map<String, String> attributes) throws IOException {
        start(name, attributes);
        out.write(">\n");
        depth++;
    }

    void close(String name) throws IOException {
        depth--;
        indent();
        out.append("</").append(name).append(">\n");
    }

    void empty(String name, Map<String, String> attributes) throws IOException {
        start(name, attributes);
        out.write("/>\n");
    }

    /** Writes an element that holds text, kept as it is. */
    void element(String name, Map<String, String> attributes, String text) throws IOException {
        if (text.isEmpty()) {
            empty(name, attributes);
            return;
        }
        start(name, attributes);
        out.append('>');
        escape(text, false);
        out.append("</").append(name).append(">\n");
    }

    private void start(String name, Map<String, String> attributes) throws IOException {
        indent();
        out.append('<').append(name);
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            out.append(' ').append(attribute.getKey()).append("=\"");
            escape(attribute.getValue(), true);
            out.append('"');
        }
    }

    private void indent() throws IOException {
        out.write("  ".repeat(depth));
    }

    private void escape(String text, boolean attribute) throws IOException {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            switch (c) {
                case '<' -> out.write("&lt;");
                case '>' -> out.write("&gt;");
                case '&' -> out.write("&amp;");
                case '"' -> out.write(attribute ? "&quot;" : "\"");
                case '\r' -> out.write("&#13;");
                case '\n' -> out.write(attribute ? "&#10;" : "\n");
                case '\t' -> out.write(attribute ? "&#9;" : "\t");
                default -> out.write(Character.toString(isAllowed(c) ? c : 0xfffd));
            }
        }
    }

    /** The characters of XML 1.0, section 2.2. */
    private static boolean isAllowed(int c) {
        return (c >= 0x20 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd) || c >= 0x10000;
    }
}
