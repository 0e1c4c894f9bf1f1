package dev.ordinal.engine;

import dev.ordinal.cel.Lookups;
import dev.ordinal.cluster.ClusterView;
import dev.ordinal.cluster.Lookup;
import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ResourceRef;
import dev.ordinal.manifest.ResourceTypes.ResourceType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A change as expressions see it; what all policies share is made once. Used by one thread. */
final class Subject {

    private final Change change;
    private final ResourceType type;
    private final ClusterView view;
    private final Optional<ClusterView> before;
    private @Nullable JsonObject request;
    private @Nullable Lookup namespace;

    Subject(Change change, ResourceType type, ClusterView view, Optional<ClusterView> before) {
        this.change = change;
        this.type = type;
        this.view = view;
        this.before = before;
    }

    Change change() {
        return change;
    }

    Manifest manifest() {
        return change.subject();
    }

    /** The fields of a wrong type that the object has or had. */
    List<FieldPath> unusable() {
        List<FieldPath> before = change.oldObject().map(Manifest::unusable).orElse(List.of());
        List<FieldPath> after = change.object().map(Manifest::unusable).orElse(List.of());
        if (before.isEmpty()) {
            return after;
        }
        var both = new ArrayList<>(after);
        both.addAll(before);
        return both;
    }

    ClusterView view() {
        return view;
    }

    /** The objects around it before the change; empty if they are those of the view. */
    Optional<ClusterView> before() {
        return before;
    }

    Object object() {
        return change.object().<Object>map(Manifest::root).orElse(JsonObject.NULL);
    }

    Object oldObject() {
        return change.oldObject().<Object>map(Manifest::root).orElse(JsonObject.NULL);
    }

    /**
     * The admission request, or of one that was never made the parts that a file tells too; the names are those of
     * {@code admission.k8s.io/v1}.
     */
    JsonObject request() {
        if (request == null) {
            request = change.request().orElseGet(this::madeUp);
        }
        return request;
    }

    private JsonObject madeUp() {
        ResourceRef ref = manifest().ref();
        String version = ResourceRef.versionOf(ref.apiVersion());
        var fields = new LinkedHashMap<String, Object>();
        fields.put("kind", gvr(ref.group(), version, "kind", ref.kind()));
        fields.put("resource", gvr(ref.group(), version, "resource", type.plural()));
        fields.put("subResource", change.subresource());
        fields.put("name", ref.name());
        fields.put("namespace", ref.namespace());
        fields.put("operation", change.operation().name());
        fields.put("userInfo", JsonObject.EMPTY);
        fields.put("dryRun", false);
        return JsonObject.of(fields);
    }

    private static JsonObject gvr(String group, String version, String third, String value) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("group", group);
        fields.put("version", version);
        fields.put(third, value);
        return JsonObject.of(fields);
    }

    /** The namespace's tree, null for an object of the cluster, not known where the view does not have it. */
    Object namespaceObject(Lookups lookups) {
        if (manifest().namespace().isEmpty()) {
            return JsonObject.NULL;
        }
        lookups.addAsked();
        return switch (namespace()) {
            case Lookup.Found(Manifest found) -> found.root();
            case Lookup.Absent _ -> notKnown(lookups, "it is not among the objects");
            case Lookup.NotKnown(String why) -> notKnown(lookups, why);
        };
    }

    private Lookup namespace() {
        if (namespace == null) {
            namespace = view.get("v1", "Namespace", "", manifest().namespace());
        }
        return namespace;
    }

    /** Whether the object's namespace is known to be on its way out. */
    boolean isNamespaceEnding() {
        return !manifest().namespace().isEmpty()
                && namespace() instanceof Lookup.Found(Manifest found)
                && ActionRules.isEnding(found);
    }

    private Object notKnown(Lookups lookups, String why) {
        lookups.addNotKnown("Namespace %s: %s".formatted(manifest().namespace(), why));
        return Lookups.NOT_KNOWN;
    }
}
