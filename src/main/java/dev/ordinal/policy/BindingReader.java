package dev.ordinal.policy;

import dev.ordinal.manifest.JsonObject;
import java.util.Optional;

/** Reads a document of kind PolicyBinding. */
final class BindingReader {

    private BindingReader() {}

    /**
     * Reads a binding.
     *
     * @param header what the document says around it
     * @return a binding of which only a sound document may make use
     */
    static Optional<PolicyBinding> read(Header header, Node spec) {
        return spec.fields(Shape.BINDING)
                .map(fields -> new PolicyBinding(
                        header.name(),
                        fields.someItems("policies", "needs the name of at least one policy", Names::label),
                        fields.get("namespaceSelector", SelectorReader::read, JsonObject.EMPTY),
                        fields.find("action").flatMap(ActionReader::word),
                        ImpactParam.check(fields),
                        header.position()));
    }
}
