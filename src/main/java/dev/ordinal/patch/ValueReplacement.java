package dev.ordinal.patch;

import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.YamlText;
import dev.ordinal.patch.SourceNode.Collection;
import dev.ordinal.patch.SourceNode.Layout;
import dev.ordinal.patch.SourceNode.Scalar;
import dev.ordinal.patch.SourceNode.Style;

/** Puts another value where a node of a block stands, in the quotes and on the lines that the node has. */
final class ValueReplacement {

    /**
     * What a value hangs on: a field's name or an item's dash.
     *
     * @param after the place after the colon or the dash
     * @param column how far in the name or the dash stands
     */
    record Holder(int after, int column, boolean item) {}

    private final SourceText source;
    private final YamlText.Indent indent;
    private final SourceEdits edits;

    ValueReplacement(SourceText source, YamlText.Indent indent, SourceEdits edits) {
        this.source = source;
        this.indent = indent;
        this.edits = edits;
    }

    /** Replaces a node. */
    void replace(Holder holder, SourceNode node, Object value) {
        String text = hanging(holder, value, node.start() < content(node));
        int lineEnd = text.indexOf('\n');
        String head = text.substring(0, lineEnd);
        String rest = text.substring(lineEnd + 1);
        int content = content(node);
        if (node instanceof Scalar scalar
                && scalar.content() == content
                && value instanceof String string
                && rest.isEmpty()) {
            head = " " + inStyle(scalar, string, head.strip());
        }
        if (node instanceof Scalar && !isBlock(node) && !head.isEmpty() && rest.isEmpty() && content > holder.after()) {
            edits.edit(content, node.end(), isBlank(content - 1) ? head.strip() : head);
        } else if (source.lineStart(content) > holder.after()) {
            replaceBelow(Math.max(holder.after(), headEnd(holder, node)), node, head, rest);
        } else if (isBlock(node)) {
            String all = head.isEmpty() ? "" : head.strip();
            String eol = source.lineBreak(content);
            int start = head.isEmpty() ? source.beforeBlanks(content) : content;
            String below = rest.isEmpty() ? "" : eol + SourceEdits.withoutLastBreak(edits.broken(rest, content));
            edits.edit(start, node.end(), all + below);
        } else {
            replaceInLine(holder, node, content, head, rest);
        }
    }

    /** A value as it follows its colon or dash; behind an anchor, no map or list can begin on the same line. */
    private String hanging(Holder holder, Object value, boolean anchored) {
        if (!holder.item()) {
            return YamlText.afterName(value, holder.column(), indent);
        }
        return switch (value) {
            case JsonObject object
            when anchored && !object.isEmpty() -> "\n" + YamlText.fields(object, holder.column() + 2, indent);
            case JsonArray array
            when anchored && !array.isEmpty() -> "\n" + YamlText.items(array, holder.column() + 2, indent);
            default -> YamlText.afterDash(value, holder.column(), indent);
        };
    }

    private static boolean isBlock(SourceNode node) {
        return (node instanceof Scalar scalar && scalar.style() == Style.BLOCK)
                || (node instanceof Collection collection && collection.layout() == Layout.BLOCK);
    }

    private void replaceInLine(Holder holder, SourceNode node, int content, String head, String rest) {
        if (head.isEmpty()) {
            int start = Math.max(source.beforeBlanks(content), holder.after());
            edits.edit(start, node.end(), "");
        } else if (content == holder.after() || !isBlank(content - 1)) {
            edits.edit(content, node.end(), head);
        } else {
            edits.edit(content, node.end(), head.strip());
        }
        if (!rest.isEmpty()) {
            edits.insertAfter(node.end(), holder.column() + 1, rest);
        }
    }

    private boolean isBlank(int place) {
        char c = source.text().charAt(place);
        return c == ' ' || c == '\t';
    }

    /** Puts another value where a node stands on lines below what it hangs on. */
    private void replaceBelow(int headEnd, SourceNode node, String head, String rest) {
        edits.edit(headEnd, headEnd, head);
        edits.edit(source.nextLine(headEnd), source.nextLine(node.end()), edits.broken(rest, headEnd));
    }

    /** The end of what stands with the holder on its line: an anchor, or nothing. */
    private int headEnd(Holder holder, SourceNode node) {
        return node.start() < content(node) ? source.propertiesEnd(node.start()) : holder.after();
    }

    /** Where a node's text begins that another value takes the place of: a tag goes with it, an anchor stays. */
    static int content(SourceNode node) {
        return switch (node) {
            case Scalar scalar -> scalar.tagged() ? scalar.start() : scalar.content();
            case Collection collection -> collection.content();
            case SourceNode.Alias alias -> alias.start();
        };
    }

    /** A text in the quotes that the source has, where it has some. */
    private static String inStyle(Scalar scalar, String text, String needed) {
        return switch (scalar.style()) {
            case SINGLE_QUOTED -> YamlText.quoted(text, '\'');
            case DOUBLE_QUOTED -> YamlText.quoted(text, '"');
            case PLAIN, BLOCK -> needed;
        };
    }
}
