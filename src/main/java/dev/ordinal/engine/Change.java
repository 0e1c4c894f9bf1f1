package dev.ordinal.engine;

import dev.ordinal.manifest.JsonObject;
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
 * @param request the admission request without its objects, as expressions see it in {@code request}; empty for a
 *     change that came from files, whose request is made up
 */
public record Change(
        Operation operation,
        String subresource,
        Optional<Manifest> object,
        Optional<Manifest> oldObject,
        Optional<JsonObject> request) {

    /**
     * The resource that a request is about, in the version in which its objects are; of a subresource, the one that it
     * is part of, whatever the kind of its objects.
     *
     * @param group empty for the core group
     * @param version such as {@code v1}
     * @param plural such as {@code pods}
     */
    record Resource(String group, String version, String plural) {}

    public Change {
        if (object.isEmpty() && oldObject.isEmpty()) {
            throw new IllegalArgumentException("a change has an object before it or after it");
        }
    }

    /** A change that no admission request stands behind. */
    public Change(Operation operation, String subresource, Optional<Manifest> object, Optional<Manifest> oldObject) {
        this(operation, subresource, object, oldObject, Optional.empty());
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

    /** The same change with the admission request behind it. */
    public Change asked(JsonObject by) {
        return new Change(operation, subresource, object, oldObject, Optional.of(by));
    }

    /** The resource that the admission request names; empty for a change that came from files. */
    Optional<Resource> resource() {
        if (request.isEmpty()) {
            return Optional.empty();
        }
        JsonObject named = request.get().object("resource");
        return named.text("resource")
                .filter(plural -> !plural.isEmpty())
                .map(plural -> new Resource(
                        named.text("group").orElse(""), named.text("version").orElse(""), plural));
    }

    /** Whether the change is only tried: nothing of it, nor of what is sent with it, is stored. */
    public boolean isDryRun() {
        return request.filter(fields -> Boolean.TRUE.equals(fields.get("dryRun")))
                .isPresent();
    }

    /** The object after the change, or before it where it goes. */
    public Manifest subject() {
        return object.or(() -> oldObject).orElseThrow();
    }
}
