package dev.ordinal.policy;

import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ResourceTypes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads a document of kind PolicyTest. */
final class TestReader {

    private TestReader() {}

    /**
     * Reads the cases of a policy.
     *
     * @param header what the document says around them
     * @param types tells which objects live in a namespace
     * @return cases of which only a sound document may make use
     */
    static Optional<PolicyTest> read(Header header, Node spec, ResourceTypes types) {
        return spec.fields(Shape.TEST).map(fields -> {
            Map<String, Manifest> shared = shared(fields, new ObjectReader(types));
            var reader = new CaseReader(shared, new ObjectReader(types));
            Names.reportRepeated(fields.items("cases"), "case");
            return new PolicyTest(
                    header.name(),
                    fields.someItems("cases", "a test needs at least one case", reader::read),
                    spec.document().source().file());
        });
    }

    private static Map<String, Manifest> shared(Fields fields, ObjectReader reader) {
        Map<String, Manifest> shared = new LinkedHashMap<>();
        fields.find("objects")
                .flatMap(Node::entries)
                .orElse(Map.of())
                .forEach((name, node) -> reader.read(node).ifPresent(object -> shared.put(name, object)));
        return shared;
    }
}
