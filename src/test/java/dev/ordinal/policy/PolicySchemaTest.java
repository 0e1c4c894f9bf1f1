package dev.ordinal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.ordinal.manifest.Document;
import dev.ordinal.manifest.DocumentReader;
import dev.ordinal.manifest.Input;
import dev.ordinal.manifest.ReadLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The published JSON Schema and the reader agree. */
class PolicySchemaTest {

    private static final Path SCHEMA = Path.of("src/main/resources/schema/policy.schema.json");

    /** What a schema cannot tell. */
    private static final Set<String> BEYOND_A_SCHEMA = Set.of(
            "repeated-names.yaml", "stricter-rules.yaml", "mutation-cycle.yaml", "param-defaults.yaml", "params.yaml");

    static final List<Shape> SHAPES = Shape.ALL;

    private final JsonNode json;
    private final Schema schema = schema();

    PolicySchemaTest() throws IOException {
        json = new ObjectMapper().readTree(Files.readString(SCHEMA));
    }

    static Schema schema() {
        try {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Files.readString(SCHEMA), InputFormat.JSON);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @ParameterizedTest
    @FieldSource("SHAPES")
    void knowsTheFieldsThatTheReaderKnows(Shape shape) {
        JsonNode definition = json.path("$defs").path(shape.name());
        assertThat(fieldNames(definition.path("properties"))).containsExactlyElementsOf(shape.fields());
        assertThat(texts(definition.path("required"))).isEqualTo(shape.required());
        assertThat(definition.path("additionalProperties").asBoolean(true)).isFalse();
    }

    @ParameterizedTest
    @FieldSource("SHAPES")
    void describesEveryField(Shape shape) {
        json.path("$defs").path(shape.name()).path("properties").properties().forEach(property -> {
            JsonNode field = property.getValue();
            String reference = field.path("$ref").asText().replace("#/$defs/", "");
            String description = field.path("description")
                    .asText(json.path("$defs")
                            .path(reference)
                            .path("description")
                            .asText());
            assertThat(description).as(property.getKey()).endsWith(".");
        });
    }

    @Test
    void everyShapeIsListed() {
        Set<String> closed = new TreeSet<>();
        json.path("$defs").properties().forEach(definition -> {
            if (definition.getValue().has("additionalProperties")) {
                closed.add(definition.getKey());
            }
        });
        assertThat(Shape.ALL).extracting(Shape::name).containsExactlyInAnyOrderElementsOf(closed);
    }

    @Test
    void knowsTheWordsThatTheReaderKnows() {
        assertThat(texts(json.at("/$defs/action/enum"))).containsExactlyElementsOf(Vocabulary.ACTIONS.keySet());
        assertThat(texts(json.at("/$defs/identifier/not/enum"))).containsExactlyInAnyOrderElementsOf(Names.KEYWORDS);
        assertThat(texts(json.at("/$defs/forEach/properties/as/allOf/1/not/enum")))
                .containsExactlyInAnyOrderElementsOf(Names.PROVIDED);
        assertThat(Map.of(
                        "/$defs/name/pattern", Names.LABEL,
                        "/$defs/identifier/pattern", Names.IDENTIFIER,
                        "/$defs/matchCondition/properties/name/pattern", Names.QUALIFIED,
                        "/$defs/resourceRule/properties/resources/items/pattern", MatchReader.RESOURCE))
                .allSatisfy(
                        (place, pattern) -> assertThat(json.at(place).asText()).isEqualTo("^" + pattern + "$"));
    }

    /** The samples, and the policies that come with Ordinal. */
    static List<Path> good() throws IOException {
        try (var samples = Files.list(Path.of("src/test/resources/policy/good"));
                var policies = Files.list(Path.of("policies"))) {
            return Stream.concat(samples, policies)
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("good")
    void takesGoodFiles(Path file) {
        for (String document : documents(file)) {
            assertThat(schema.validate(document, InputFormat.JSON)).isEmpty();
        }
    }

    static List<Path> bad() throws IOException {
        return BadPolicyFilesTest.files();
    }

    @ParameterizedTest
    @MethodSource("bad")
    void refusesBadFiles(Path file) {
        boolean takes = BEYOND_A_SCHEMA.contains(String.valueOf(file.getFileName()));
        for (String document : documents(file)) {
            assertThat(schema.validate(document, InputFormat.JSON).isEmpty())
                    .as(document)
                    .isEqualTo(takes);
        }
    }

    /** The first document of the wrong-types baseline has a problem per field; so has the schema. */
    @Test
    void findsEachWrongType() {
        String document =
                documents(BadPolicyFilesTest.BAD.resolve("wrong-types.yaml")).getFirst();
        Set<String> places = new HashSet<>();
        schema.validate(document, InputFormat.JSON)
                .forEach(error -> places.add(error.getInstanceLocation().toString()));
        assertThat(places)
                .contains(
                        "/spec/title",
                        "/spec/description",
                        "/spec/category",
                        "/spec/action",
                        "/spec/matchConstraints/resourceRules/0/apiGroups",
                        "/spec/matchConstraints/resourceRules/0/apiVersions/0",
                        "/spec/matchConstraints/resourceRules/0/resources",
                        "/spec/matchConstraints/resourceRules/0/operations/0",
                        "/spec/matchConstraints/namespaceSelector",
                        "/spec/matchConstraints/objectSelector/matchLabels/a",
                        "/spec/matchConditions",
                        "/spec/params",
                        "/spec/variables",
                        "/spec/exemptable",
                        "/spec/validations");
    }

    private static List<String> documents(Path file) {
        List<String> documents = new ArrayList<>();
        for (Document document : new DocumentReader(ReadLimits.DEFAULT)
                .read(List.of(Input.path(file)))
                .getFirst()
                .documents()) {
            documents.add(TestTrees.json(document.root()));
        }
        assertThat(documents).isNotEmpty();
        return documents;
    }

    private static List<String> fieldNames(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
