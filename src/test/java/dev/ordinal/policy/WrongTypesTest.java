package dev.ordinal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import dev.ordinal.manifest.Document;
import dev.ordinal.manifest.DocumentReader;
import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.Input;
import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Problem;
import dev.ordinal.manifest.ReadLimits;
import dev.ordinal.manifest.SourcePosition;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each value of the good files in turn becomes one of another type: a problem where it stands, never a crash. The
 * schema says so too.
 */
class WrongTypesTest {

    private static final Path GOOD = Path.of("src/test/resources/policy/good");

    private static final Schema SCHEMA = PolicySchemaTest.schema();

    private static final List<Object> VALUES = List.of(
            "text",
            7L,
            1.5,
            true,
            JsonObject.NULL,
            JsonArray.EMPTY,
            JsonArray.of(List.of("a")),
            JsonArray.of(List.of(JsonObject.EMPTY)),
            JsonArray.of(List.of(JsonArray.EMPTY)),
            JsonObject.EMPTY,
            JsonObject.of(Map.of("a", "b")),
            JsonObject.of(Map.of("a", JsonObject.EMPTY)));

    /** Authors may write there what they want; a patch may also be null. */
    private static final Pattern FREE =
            Pattern.compile(".*\\b(params|patch|oldPatch)\\b.+|spec\\.objects\\.\\w+\\..+|.*\\bobjects\\[\\d+]\\..+");

    @TestFactory
    Stream<DynamicTest> isReported() {
        return new DocumentReader(ReadLimits.DEFAULT)
                .read(List.of(Input.path(GOOD))).stream()
                        .flatMap(file -> file.documents().stream())
                        .flatMap(document -> paths(document.root(), FieldPath.ROOT)
                                .map(path -> DynamicTest.dynamicTest(
                                        document.source().file().name() + " " + path,
                                        () -> replaceAt(path, document.root()))));
    }

    private static Stream<FieldPath> paths(Object value, FieldPath path) {
        Stream<FieldPath> below = switch (value) {
            case JsonObject object ->
                object.entrySet().stream().flatMap(field -> paths(field.getValue(), path.child(field.getKey())));
            case JsonArray array ->
                IntStream.range(0, array.size()).boxed().flatMap(index -> paths(array.get(index), path.child(index)));
            default -> Stream.of();
        };
        return Stream.concat(Stream.of(path), below);
    }

    private static void replaceAt(FieldPath path, Object root) {
        Object old = path.find(root).orElseThrow();
        for (Object value : VALUES) {
            boolean empty = path.isRoot() && value.equals(JsonObject.NULL);
            if (empty || kind(value).equals(kind(old))) {
                continue;
            }
            String text = TestTrees.json(TestTrees.with(root, path.segments(), value));
            PolicyFiles files = TestPolicies.read(text);
            if (!FREE.matcher(path.toString()).matches()) {
                assertThat(files.hasErrors()).as(text).isTrue();
                boolean shortName = value instanceof String && path.toString().matches(".*\\.objects\\[\\d+]");
                assertThat(SCHEMA.validate(text, InputFormat.JSON).isEmpty())
                        .as(text)
                        .isEqualTo(shortName);
                assertThat(files.problems())
                        .as(text)
                        .extracting(Problem::position)
                        .containsAnyElementsOf(places(text, path));
            }
        }
    }

    /** Where the value stands, and its name. */
    private static Collection<SourcePosition> places(String text, FieldPath path) {
        List<Document> documents =
                new DocumentReader(ReadLimits.DEFAULT).read("p.yaml", text).documents();
        if (documents.isEmpty()) {
            return List.of(new SourcePosition("p.yaml", 1, 1));
        }
        return Stream.of(
                        documents.getFirst().source().value(path),
                        documents.getFirst().source().key(path))
                .flatMap(Optional::stream)
                .toList();
    }

    private static String kind(Object value) {
        return switch (value) {
            case String _ -> "text";
            case Boolean _ -> "boolean";
            case Number _ -> "number";
            case JsonObject _ -> "map";
            case JsonArray _ -> "list";
            default -> "null";
        };
    }
}
