package dev.ordinal.cel;

import dev.cel.common.types.SimpleType;
import java.util.List;

/** Paths of JSON patches, as the library {@code kubernetes.jsonpatch} of the API server has them. */
final class JsonPatchLibrary extends FunctionLibrary {

    JsonPatchLibrary() {
        super(
                "jsonpatch",
                List.of(),
                new FunctionTable()
                        .global(
                                "jsonpatch.escapeKey",
                                "string_jsonpatch_escapeKey_string",
                                SimpleType.STRING,
                                FunctionTable.STRING,
                                key -> key.replace("~", "~0").replace("/", "~1")));
    }
}
