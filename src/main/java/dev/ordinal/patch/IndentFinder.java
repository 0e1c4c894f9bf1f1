package dev.ordinal.patch;

import dev.ordinal.manifest.YamlText;
import dev.ordinal.patch.SourceNode.Collection;
import dev.ordinal.patch.SourceNode.Field;
import dev.ordinal.patch.SourceNode.Layout;
import dev.ordinal.patch.SourceNode.Mapping;
import dev.ordinal.patch.SourceNode.Sequence;

/** Finds how a document indents its blocks: as most of them are, and as kubectl does where there are none. */
final class IndentFinder {

    private static final int LARGEST = 9;

    private final SourceText text;
    private final int[] steps = new int[LARGEST];
    private final int[] listSteps = new int[LARGEST];

    IndentFinder(SourceText text) {
        this.text = text;
    }

    YamlText.Indent of(SourceNode root) {
        count(root);
        return new YamlText.Indent(
                most(steps, YamlText.Indent.DEFAULT.step()), most(listSteps, YamlText.Indent.DEFAULT.listStep()), true);
    }

    private void count(SourceNode node) {
        if (!(node instanceof Collection collection) || collection.layout() != Layout.BLOCK) {
            return;
        }
        if (node instanceof Mapping mapping) {
            for (Field field : mapping.fields()) {
                count(field);
                count(field.value());
            }
        } else {
            collection.parts().forEach(this::count);
        }
    }

    private void count(Field field) {
        if (field.value() instanceof Collection value && value.layout() == Layout.BLOCK && field.colon() >= 0) {
            int step = text.column(value.content()) - text.column(field.key().start());
            int[] counts = value instanceof Sequence ? listSteps : steps;
            if (step >= 0 && step < LARGEST) {
                counts[step]++;
            }
        }
    }

    private static int most(int[] counts, int otherwise) {
        int most = otherwise;
        for (int step = 0; step < counts.length; step++) {
            if (counts[step] > counts[most]) {
                most = step;
            }
        }
        return most;
    }
}
