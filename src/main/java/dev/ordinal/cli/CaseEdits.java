package dev.ordinal.cli;

import dev.ordinal.manifest.SourceFile;
import dev.ordinal.manifest.SourcePosition;
import dev.ordinal.policy.Action;
import dev.ordinal.policy.PolicyTest.Expected;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Changes what cases expect in the text of a test file, line by line; all other lines stay as they are. */
final class CaseEdits {

    private final List<String> lines;
    private final String lineEnd;
    private final List<MappingNode> mappings = new ArrayList<>();

    /** First line, from 0, to what replaces the lines from there on. */
    private final TreeMap<Integer, Edit> edits = new TreeMap<>();

    private record Edit(int linesAway, List<String> instead) {}

    /** Makes edits of a file that was read as YAML before. */
    CaseEdits(SourceFile file) {
        this.lineEnd = file.text().contains("\r\n") ? "\r\n" : "\n";
        this.lines = new ArrayList<>(file.text().lines().toList());
        var compose =
                new Compose(LoadSettings.builder().setAllowDuplicateKeys(true).build());
        for (Node document : compose.composeAllFromString(file.text())) {
            collect(document);
        }
    }

    private void collect(Node node) {
        switch (node) {
            case MappingNode mapping -> {
                mappings.add(mapping);
                for (NodeTuple field : mapping.getValue()) {
                    collect(field.getValueNode());
                }
            }
            case SequenceNode sequence -> sequence.getValue().forEach(this::collect);
            default -> {}
        }
    }

    /**
     * Replaces what a case expects.
     *
     * @param place of the case's first character
     * @return whether it could be; not if the case is written in flow style
     */
    boolean replace(SourcePosition place, List<Expected> expect, List<String> notKnown) {
        for (MappingNode mapping : mappings) {
            Optional<Mark> start = mapping.getStartMark();
            boolean here = start.isPresent()
                    && start.get().getLine() == place.line() - 1
                    && start.get().getColumn() == place.column() - 1;
            if (here && mapping.getFlowStyle() == FlowStyle.BLOCK) {
                int indent = start.get().getColumn();
                set(mapping, "expect", expectLines(expect, indent));
                set(mapping, "notKnown", notKnown.isEmpty() ? List.of() : List.of(notKnownLine(notKnown, indent)));
                return true;
            }
        }
        return false;
    }

    /** Puts lines in the place of a field, behind the last field where there is none of that name. */
    private void set(MappingNode testCase, String field, List<String> instead) {
        int last = 0;
        for (NodeTuple tuple : testCase.getValue()) {
            int end = lastLine(tuple.getValueNode());
            last = Math.max(last, end);
            if (tuple.getKeyNode() instanceof ScalarNode key && key.getValue().equals(field)) {
                int first = line(key.getStartMark());
                edits.put(first, new Edit(end - first + 1, instead));
                return;
            }
        }
        if (!instead.isEmpty()) {
            Edit before = edits.get(last + 1);
            if (before == null || before.linesAway() > 0) {
                edits.put(last + 1, new Edit(0, instead));
            } else {
                var both = new ArrayList<>(before.instead());
                both.addAll(instead);
                edits.put(last + 1, new Edit(0, both));
            }
        }
    }

    /** The last line that a node stands in; the end marks of block collections lie behind what follows them. */
    private static int lastLine(Node node) {
        if (node instanceof CollectionNode<?> collection
                && collection.getFlowStyle() == FlowStyle.BLOCK
                && !collection.getValue().isEmpty()) {
            return switch (collection.getValue().getLast()) {
                case NodeTuple field -> lastLine(field.getValueNode());
                case Node item -> lastLine(item);
                default -> line(node.getStartMark());
            };
        }
        Mark end = node.getEndMark().orElseThrow();
        boolean behindLine = end.getColumn() == 0 && end.getLine() > line(node.getStartMark());
        return behindLine ? end.getLine() - 1 : end.getLine();
    }

    private static int line(Optional<Mark> mark) {
        return mark.orElseThrow().getLine();
    }

    private static List<String> expectLines(List<Expected> expect, int indent) {
        if (expect.isEmpty()) {
            return List.of();
        }
        String margin = " ".repeat(indent);
        var written = new ArrayList<String>();
        written.add(margin + "expect:");
        for (Expected expected : expect) {
            written.add(margin + "  - rule: " + YamlText.scalar(expected.rule()));
            String more = margin + "    ";
            expected.action().map(Action::word).ifPresent(action -> written.add(more + "action: " + action));
            expected.subject().ifPresent(subject -> written.add(more + "subject: " + YamlText.scalar(subject)));
            expected.fieldPath().ifPresent(path -> written.add(more + "fieldPath: " + YamlText.scalar(path)));
            expected.message().ifPresent(message -> written.add(more + "message: " + YamlText.scalar(message)));
        }
        return written;
    }

    private static String notKnownLine(List<String> rules, int indent) {
        var names = new ArrayList<String>();
        for (String rule : rules) {
            names.add(YamlText.scalar(rule));
        }
        return " ".repeat(indent) + "notKnown: [" + String.join(", ", names) + "]";
    }

    /** The text with all edits made. */
    String text() {
        var text = new StringBuilder();
        int line = 0;
        while (line < lines.size() || edits.containsKey(line)) {
            Edit edit = edits.get(line);
            if (edit != null) {
                edit.instead().forEach(added -> text.append(added).append(lineEnd));
                line += edit.linesAway();
                if (edit.linesAway() > 0) {
                    continue;
                }
            }
            if (line < lines.size()) {
                text.append(lines.get(line)).append(lineEnd);
            }
            line++;
        }
        return text.toString();
    }
}
