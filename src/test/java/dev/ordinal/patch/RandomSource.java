package dev.ordinal.patch;

import java.util.List;
import java.util.Random;

/** Writes YAML files by chance, as untidy as people's: comments, empty lines, several styles and line ends. */
final class RandomSource {

    private static final List<String> SCALARS = List.of(
            " 1",
            " plain text",
            " 'single'",
            "   \"double\"",
            " ~",
            "",
            " {}",
            " []",
            " {a: 1, b: [x, {y: z}]}",
            " [one, 'two']",
            " 0777",
            " 2024-01-01",
            " \"multi\\n line\"",
            " !!str 5",
            " &unused 7",
            " ü🎉");

    private final Random random;
    private final StringBuilder text = new StringBuilder();
    private final String lineBreak;
    private final int step;
    private final int listStep;
    private int names;

    RandomSource(long seed) {
        random = new Random(seed);
        lineBreak = random.nextInt(4) == 0 ? "\r\n" : "\n";
        step = 1 + random.nextInt(4);
        listStep = random.nextInt(3);
    }

    /** A file of so many documents. */
    String file(int documents) {
        for (int i = 0; i < documents; i++) {
            if (i > 0 || random.nextBoolean()) {
                noise(0);
                text.append("---")
                        .append(random.nextInt(4) == 0 ? " # document" : "")
                        .append(lineBreak);
            }
            fields(0, 0, false);
            if (random.nextInt(6) == 0) {
                text.append("...").append(lineBreak);
            }
        }
        boolean unended = random.nextInt(3) == 0;
        return unended ? text.substring(0, text.length() - lineBreak.length()) : text.toString();
    }

    private void noise(int indent) {
        switch (random.nextInt(6)) {
            case 0 -> text.append(" ".repeat(indent)).append("# a comment").append(lineBreak);
            case 1 -> text.append(lineBreak);
            case 2 -> {
                if (random.nextInt(4) == 0) {
                    text.append("   # an odd comment")
                            .append(lineBreak)
                            .append("  ")
                            .append(lineBreak);
                }
            }
            default -> {}
        }
    }

    private void fields(int indent, int depth, boolean placed) {
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            if (i > 0 || !placed) {
                noise(indent);
                text.append(" ".repeat(indent));
            }
            text.append(random.nextInt(5) == 0 ? "'k " + names++ + "'" : "key" + names++)
                    .append(':');
            value(indent, depth);
        }
    }

    private void value(int indent, int depth) {
        int kind = depth > 4 ? 9 : random.nextInt(10);
        switch (kind) {
            case 0, 1, 2 -> {
                lineEnd();
                fields(indent + step, depth + 1, false);
            }
            case 3, 4, 5 -> {
                lineEnd();
                items(indent + listStep, depth + 1, false);
            }
            case 6 -> block(indent + step);
            default -> scalar();
        }
    }

    private void items(int indent, int depth, boolean placed) {
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            if (i > 0 || !placed) {
                noise(indent);
                text.append(" ".repeat(indent));
            }
            text.append('-');
            switch (depth > 4 ? 9 : random.nextInt(6)) {
                case 0, 1, 2 -> {
                    text.append(' ');
                    fields(indent + 2, depth + 1, true);
                }
                case 3 -> {
                    text.append(' ');
                    items(indent + 2, depth + 1, true);
                }
                default -> scalar();
            }
        }
    }

    private void scalar() {
        text.append(SCALARS.get(random.nextInt(SCALARS.size())));
        lineEnd();
    }

    private void block(int indent) {
        text.append(random.nextBoolean() ? " |" : " >")
                .append(List.of("", "-", "+").get(random.nextInt(3)));
        lineEnd();
        String margin = " ".repeat(indent);
        text.append(margin).append("first line").append(lineBreak);
        text.append(random.nextBoolean() ? lineBreak : margin + "# no comment" + lineBreak);
        text.append(random.nextInt(3) == 0 ? lineBreak : "");
    }

    private void lineEnd() {
        text.append(random.nextInt(5) == 0 ? " # why" : "").append(lineBreak);
    }
}
