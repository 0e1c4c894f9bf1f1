package dev.ordinal.cli;

import java.util.List;

/** A page as plain text of limited width, with bold headings where colours are welcome. */
final class TerminalPage implements Page {

    private static final int WIDTH = 100;
    private static final String INDENT = "    ";

    private final StringBuilder text = new StringBuilder();
    private final boolean colour;

    TerminalPage(boolean colour) {
        this.colour = colour;
    }

    @Override
    public void heading(int level, String heading) {
        gap();
        text.append(colour ? "\u001b[1m" + heading + "\u001b[0m" : heading).append('\n');
    }

    @Override
    public void prose(String prose) {
        for (String paragraph : prose.strip().split("\n\\s*\n", -1)) {
            gap();
            wrapped(paragraph, "", "");
        }
    }

    @Override
    public void facts(List<Fact> facts) {
        gap();
        int label = 0;
        for (Fact fact : facts) {
            label = Math.max(label, fact.label().length());
        }
        for (Fact fact : facts) {
            String head = fact.label() + " ".repeat(label - fact.label().length() + 2);
            wrapped(fact.text(), head, " ".repeat(head.length()));
        }
    }

    @Override
    public void points(List<String> points) {
        gap();
        for (String point : points) {
            wrapped(point, "- ", "  ");
        }
    }

    @Override
    public void code(String language, String code) {
        gap();
        for (String line : code.strip().lines().toList()) {
            text.append(line.isEmpty() ? "" : INDENT + line).append('\n');
        }
    }

    private void gap() {
        if (!text.isEmpty()) {
            text.append('\n');
        }
    }

    private void wrapped(String prose, String head, String indent) {
        var line = new StringBuilder(head);
        boolean empty = true;
        for (String word : prose.strip().split("\\s+", -1)) {
            if (!empty && line.length() + 1 + word.length() > WIDTH) {
                text.append(line).append('\n');
                line.setLength(0);
                line.append(indent);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        text.append(line).append('\n');
    }

    @Override
    public String text() {
        return text.toString();
    }
}
