package dev.ordinal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.cluster.BundleView;
import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.Input;
import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ManifestReader;
import dev.ordinal.manifest.ManifestSet;
import dev.ordinal.manifest.Problem;
import dev.ordinal.manifest.ReadLimits;
import dev.ordinal.manifest.SourcePosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Objects in which one field holds something of another type, or is missing, judged by the built-in policies: nothing
 * is thrown, no rule fails, and where the API wants another type there is a problem at the value's place.
 */
class WrongTypesTest {

    private static final Path EVERYTHING = Path.of("src/test/resources/engine/everything.yaml");

    private static final Path EXAMPLES = Path.of("examples/good");

    /** What stands in the place of each field, one after the other; nothing at all comes on top of these. */
    private static final Map<String, Object> REPLACEMENTS = new TreeMap<>(Map.of(
            "text",
            "three",
            "number",
            7L,
            "boolean",
            true,
            "list",
            JsonArray.of(List.of("three")),
            "map",
            JsonObject.of(Map.of("three", 3L)),
            "null",
            JsonObject.NULL,
            "placeholder",
            "${REPLICAS}"));

    /** Whole numbers or text: ports, and the shares of a roll-out or a budget. */
    private static final Pattern NUMBER_OR_TEXT =
            Pattern.compile(".*(\\.port|\\.targetPort|\\.minAvailable|\\.maxUnavailable|\\.maxSurge)");

    /** Amounts, as text or as a number. */
    private static final Pattern QUANTITY =
            Pattern.compile(".*(\\.(requests|limits)\\.\\w+|\\.capacity\\.\\w+|\\.sizeLimit|\\.divisor)");

    /** Kinds of which the types of the metadata alone are known. */
    private static final Set<String> METADATA_ALONE = Set.of("Application");

    private static final PolicyEngine ENGINE = BuiltInPolicies.engine(BuiltInPolicies.ALL);

    /** The policies that compare an object with what it was. */
    private static final PolicyEngine OF_CHANGES = BuiltInPolicies.engine(BuiltInPolicies.ALL.stream()
            .filter(policy -> BuiltInPolicies.text(policy).contains("oldObject."))
            .toList());

    private final Set<String> shapes = new HashSet<>();

    @TestFactory
    Stream<DynamicTest> stacks() throws IOException {
        List<Path> stacks = new ArrayList<>(List.of(EVERYTHING));
        try (Stream<Path> folders = Files.list(EXAMPLES)) {
            folders.filter(Files::isDirectory).sorted().forEach(stacks::add);
        }
        assertThat(stacks).hasSizeGreaterThan(10);
        return stacks.stream().map(stack -> DynamicTest.dynamicTest(stack.toString(), () -> judgeVariants(stack)));
    }

    /** Fields that another stack had in the same place were tried there. */
    private void judgeVariants(Path stack) {
        List<Manifest> read = reader().read(List.of(Input.path(stack))).manifests();
        List<Manifest> prepared = Preparation.of(read).manifests();
        var wrong = new LinkedHashSet<String>();
        for (int i = 0; i < read.size(); i++) {
            Manifest object = read.get(i);
            for (FieldPath path : Variants.paths(object.root())) {
                if (!shapes.add(object.kind() + " " + path.toString().replaceAll("\\[\\d+]", "[]"))) {
                    continue;
                }
                var variant = new Variant(prepared, i, object, path, new HashSet<>(), wrong);
                variant.judge("nothing", Optional.empty());
                REPLACEMENTS.forEach((name, value) -> variant.judge(name, Optional.of(value)));
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static ManifestReader reader() {
        return new ManifestReader(ReadLimits.DEFAULT, "shop");
    }

    /**
     * One field of one object, in whose place something else stands.
     *
     * @param judged the objects that came of it so far; most values of a wrong type make the same of it
     */
    private record Variant(
            List<Manifest> stack,
            int index,
            Manifest object,
            FieldPath path,
            Set<JsonObject> judged,
            Set<String> wrong) {

        void judge(String name, Optional<Object> value) {
            String what = "%s %s = %s".formatted(object.kind(), path, name);
            try {
                judgeVariant(what, value);
            } catch (RuntimeException | StackOverflowError e) {
                wrong.add(what + ": " + e);
            }
        }

        private void judgeVariant(String what, Optional<Object> value) {
            String text = Variants.json(Variants.with(object.root(), path, value));
            ManifestSet set = reader().read(List.of(Input.text("object.json", text)));
            Preparation prepared = Preparation.of(set.manifests());
            var problems = new ArrayList<>(set.problems());
            problems.addAll(prepared.problems());
            value.ifPresent(present -> checkProblem(what, present, problems, text));
            for (Manifest manifest : prepared.manifests()) {
                if (!judged.add(manifest.root())) {
                    continue;
                }
                var all = new ArrayList<>(stack);
                Manifest before = all.set(index, manifest);
                var view = new BundleView(all, BundleView.Extent.CLUSTER);
                check(what, ENGINE.evaluate(Change.create(manifest), view));
                check(what, ENGINE.evaluate(Change.delete(manifest), view));
                if (judged.size() % 2 == 1) {
                    check(what, OF_CHANGES.evaluate(Change.update(before, manifest), view));
                    check(what, OF_CHANGES.evaluate(Change.update(manifest, before), view));
                }
                all.stream()
                        .filter(other -> other.kind().equals("StatefulSet") && other != manifest)
                        .findFirst()
                        .ifPresent(other -> check(what, ENGINE.evaluate(Change.create(other), view)));
            }
        }

        private void check(String what, List<Evaluation> evaluations) {
            for (RuleError error : EngineTesting.all(evaluations, Evaluation::errors)) {
                wrong.add("%s: %s/%s %s".formatted(what, error.policy(), error.rule(), error.message()));
            }
        }

        private void checkProblem(String what, Object value, List<Problem> problems, String text) {
            if (!isOfWrongType(value)) {
                return;
            }
            Optional<SourcePosition> place = problems.stream()
                    .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                    .map(Problem::position)
                    .findFirst();
            if (place.isEmpty()) {
                wrong.add(what + ": no problem was told");
            } else if (Stream.of(value, path.segments().getLast())
                    .map(Variants::json)
                    .noneMatch(text.substring(place.get().column() - 1)::startsWith)) {
                wrong.add(what + ": told at " + place.get() + ", neither the value nor its name");
            }
        }

        private boolean isOfWrongType(Object value) {
            Object original = path.find(object.root()).orElseThrow();
            if (!isTyped() || value == JsonObject.NULL || isSame(original, value)) {
                return false;
            }
            boolean flexible = NUMBER_OR_TEXT.matcher(path.toString()).matches();
            boolean amount = QUANTITY.matcher(path.toString()).matches();
            return !(flexible && (value instanceof Long || value instanceof String))
                    && !(amount && value instanceof Number);
        }

        /** Whether it is known of what type the field is; of some kinds the metadata alone is. */
        private boolean isTyped() {
            return !METADATA_ALONE.contains(object.kind())
                    || path.segments().getFirst().equals("metadata");
        }

        private boolean isSame(Object original, Object value) {
            return switch (original) {
                case String _ -> value instanceof String;
                case Long _ -> value instanceof Long;
                case Double _ -> value instanceof Number;
                case Boolean _ -> value instanceof Boolean;
                case JsonArray _ -> value instanceof JsonArray;
                case JsonObject _ -> value instanceof JsonObject;
                default -> true;
            };
        }
    }
}
