package dev.ordinal.cli;

import java.util.List;

/** A page as Markdown. */
final class MarkdownPage implements Page {

    private final StringBuilder text = new StringBuilder();

    @Override
    public void heading(int level, String heading) {
        gap();
        text.repeat('#', level).append(' ').append(escaped(heading)).append('\n');
    }

    @Override
    public void prose(String prose) {
        gap();
        text.append(escaped(prose.strip())).append('\n');
    }

    @Override
    public void facts(List<Fact> facts) {
        gap();
        text.append("| | |\n|---|---|\n");
        for (Fact fact : facts) {
            text.append("| ")
                    .append(fact.label())
                    .append(" | ")
                    .append(escaped(fact.text()).replace("|", "\\|"))
                    .append(" |\n");
        }
    }

    @Override
    public void points(List<String> points) {
        gap();
        for (String point : points) {
            text.append("- ").append(escaped(point)).append('\n');
        }
    }

    @Override
    public void code(String language, String code) {
        gap();
        text.append("```").append(language).append('\n');
        text.append(code.strip()).append("\n```\n");
    }

    private void gap() {
        if (!text.isEmpty()) {
            text.append('\n');
        }
    }

    /** The text with what Markdown would take for markup outside of code spans made literal. */
    static String escaped(String prose) {
        var escaped = new StringBuilder(prose.length() + 8);
        boolean code = false;
        for (int i = 0; i < prose.length(); i++) {
            char c = prose.charAt(i);
            code ^= c == '`';
            if (!code && (c == '<' || c == '*' || (c == '_' && isWordEdge(prose, i)))) {
                escaped.append('\\');
            }
            escaped.append(c);
        }
        return escaped.toString();
    }

    private static boolean isWordEdge(String prose, int at) {
        return at == 0
                || at + 1 == prose.length()
                || !Character.isLetterOrDigit(prose.charAt(at - 1))
                || !Character.isLetterOrDigit(prose.charAt(at + 1));
    }

    @Override
    public String text() {
        return text.toString();
    }
}
