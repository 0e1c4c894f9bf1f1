package dev.ordinal.engine;

import dev.ordinal.manifest.Manifest;
import dev.ordinal.policy.Operation;
import java.util.Optional;

/**
 * Something done to an object: what the engine judges.
 *
 * @param operation what is done
 * @param subresource such as {@code scale}; empty for the object itself
 * @param object what the object will be; empty for DELETE
 * @param oldObject what it was; empty for CREATE
 */
public record Change(Operation operation, String subresource, Optional<Manifest> object, Optional<Manifest> oldObject) {

    public Change {
        if (object.isEmpty() && oldObject.isEmpty()) {
            throw new IllegalArgumentException("a change has an object before it or after it");
        }
    }

    /** The object is new. */
    public static Change create(Manifest object) {
        return new Change(Operation.CREATE, "", Optional.of(object), Optional.empty());
    }

    /** The object changes. */
    public static Change update(Manifest oldObject, Manifest object) {
        return new Change(Operation.UPDATE, "", Optional.of(object), Optional.of(oldObject));
    }

    /** The object goes. */
    public static Change delete(Manifest oldObject) {
        return new Change(Operation.DELETE, "", Optional.empty(), Optional.of(oldObject));
    }

    /** The object after the change, or before it where it goes. */
    public Manifest subject() {
        return object.or(() -> oldObject).orElseThrow();
    }
}
