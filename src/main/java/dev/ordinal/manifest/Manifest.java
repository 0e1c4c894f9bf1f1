package dev.ordinal.manifest;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A Kubernetes object: its tree, its identity and, where it came from a file, the places of its fields there. */
public final class Manifest {

    private final ResourceRef ref;
    private final JsonObject root;
    private final @Nullable SourceMap source;
    private final List<FieldPath> unusable;

    /**
     * Makes a manifest.
     *
     * @param ref its identity, with the namespace it will live in even where the tree names none
     * @param root its tree
     * @param source where its fields stand, null if it came from no file
     */
    public Manifest(ResourceRef ref, JsonObject root, @Nullable SourceMap source) {
        this(ref, root, source, List.of());
    }

    private Manifest(ResourceRef ref, JsonObject root, @Nullable SourceMap source, List<FieldPath> unusable) {
        this.ref = ref;
        this.root = root;
        this.source = source;
        this.unusable = List.copyOf(unusable);
    }

    /** Makes a manifest that came from no file; its identity is read from the tree. */
    public static Manifest of(JsonObject root) {
        JsonObject metadata = root.object("metadata");
        var ref = new ResourceRef(
                root.text("apiVersion").orElse(""),
                root.text("kind").orElse(""),
                metadata.text("namespace").orElse(""),
                metadata.text("name").orElse(""));
        return new Manifest(ref, root, null);
    }

    public ResourceRef ref() {
        return ref;
    }

    public JsonObject root() {
        return root;
    }

    public Optional<SourceMap> source() {
        return Optional.ofNullable(source);
    }

    public String apiVersion() {
        return ref.apiVersion();
    }

    public String kind() {
        return ref.kind();
    }

    public String namespace() {
        return ref.namespace();
    }

    /** Empty where the object has a {@code generateName} alone. */
    public String name() {
        return ref.name();
    }

    public JsonObject metadata() {
        return root.object("metadata");
    }

    public JsonObject labels() {
        return metadata().object("labels");
    }

    public JsonObject annotations() {
        return metadata().object("annotations");
    }

    /** The fields whose values have the wrong type ({@link JsonObject#UNUSABLE} stands there); usually none. */
    public List<FieldPath> unusable() {
        return unusable;
    }

    /** The same object with another tree; fields still point at the places they came from. */
    public Manifest withRoot(JsonObject other) {
        return new Manifest(ref, other, source, unusable);
    }

    /** The same object with a tree in which {@link JsonObject#UNUSABLE} stands at the paths given. */
    public Manifest withRoot(JsonObject other, List<FieldPath> unusableFields) {
        return new Manifest(ref, other, source, unusableFields);
    }

    /** The place of a field, or of the nearest field around it that the file has. */
    public Optional<SourcePosition> positionOf(FieldPath path) {
        return source == null ? Optional.empty() : Optional.of(source.nearest(path));
    }

    @Override
    public String toString() {
        return ref.toString();
    }
}
