package dev.ordinal.patch;

import dev.ordinal.manifest.JsonObject;
import dev.ordinal.patch.JsonPatch.Operation;
import java.util.List;
import java.util.Optional;

/** Patches from trees, for tests that state them as YAML. */
final class Patches {

    private Patches() {}

    static JsonPatch of(List<JsonObject> operations) {
        return new JsonPatch(operations.stream().map(Patches::operation).toList());
    }

    private static Operation operation(JsonObject operation) {
        JsonPointer path = pointer(operation, "path");
        return switch (operation.text("op").orElseThrow()) {
            case "add" -> new Operation.Add(path, value(operation));
            case "replace" -> new Operation.Replace(path, value(operation));
            case "remove" -> new Operation.Remove(path);
            case "move" -> new Operation.Move(pointer(operation, "from"), path);
            case "copy" -> new Operation.Copy(pointer(operation, "from"), path);
            case "test" -> new Operation.Test(path, value(operation));
            default -> throw new IllegalArgumentException(operation.toString());
        };
    }

    private static JsonPointer pointer(JsonObject operation, String field) {
        return operation.text(field).flatMap(JsonPointer::parse).orElseThrow();
    }

    private static Object value(JsonObject operation) {
        return Optional.ofNullable(operation.get("value")).orElseThrow();
    }
}
