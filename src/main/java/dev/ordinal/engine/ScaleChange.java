package dev.ordinal.engine;

import dev.ordinal.cluster.ClusterView;
import dev.ordinal.cluster.Lookup;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ResourceRef;
import dev.ordinal.policy.Operation;
import java.util.Optional;

/**
 * A change through {@code statefulsets/scale}. Its objects are of kind {@code Scale} (autoscaling/v1), which has the
 * name and the replicas, but no label and no annotation; what is judged is the StatefulSet with those replicas.
 */
final class ScaleChange {

    private static final String GROUP = "apps";
    private static final String KIND = "StatefulSet";
    private static final String API_VERSION = "apps/v1";

    private final Change change;
    private final Manifest scale;

    private ScaleChange(Change change, Manifest scale) {
        this.change = change;
        this.scale = scale;
    }

    /** The change as one of a StatefulSet's scale; empty if it is not. */
    static Optional<ScaleChange> of(Change change) {
        if (!change.subresource().equals("scale")
                || !change.subject().kind().equals("Scale")
                || change.resource().filter(ScaleChange::isStatefulSet).isEmpty()) {
            return Optional.empty();
        }
        return change.object().map(scale -> new ScaleChange(change, scale));
    }

    private static boolean isStatefulSet(Change.Resource resource) {
        return resource.group().equals(GROUP) && resource.plural().equals("statefulsets");
    }

    /** The StatefulSet that is scaled. */
    ResourceRef parent() {
        return new ResourceRef(API_VERSION, KIND, scale.namespace(), scale.name());
    }

    /** Looks the StatefulSet up. */
    Lookup parent(ClusterView view) {
        return view.get(API_VERSION, KIND, scale.namespace(), scale.name());
    }

    /** The change as one of the StatefulSet. */
    Change over(Manifest parent) {
        Manifest old =
                change.oldObject().map(before -> withReplicas(parent, before)).orElse(parent);
        return new Change(
                Operation.UPDATE,
                change.subresource(),
                Optional.of(withReplicas(parent, scale)),
                Optional.of(old),
                change.request());
    }

    /** The change as one of the StatefulSet itself, as other objects depend on it. */
    Change whole(Manifest parent) {
        Change scaled = over(parent);
        return new Change(scaled.operation(), "", scaled.object(), scaled.oldObject(), scaled.request());
    }

    /** The API leaves zero replicas out of a Scale. */
    private static Manifest withReplicas(Manifest parent, Manifest scale) {
        long replicas = scale.root().object("spec").integer("replicas").orElse(0L);
        JsonObject spec = parent.root().object("spec").with("replicas", replicas);
        return parent.withRoot(parent.root().with("spec", spec));
    }
}
