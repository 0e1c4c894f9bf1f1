package dev.ordinal.cluster;

import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.GroupKind;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.LabelSelector;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ResourceRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Another view in which one object was added, replaced or removed. */
public final class OverlayView implements ClusterView {

    private final ClusterView below;
    private final ResourceRef ref;
    private final @Nullable Manifest present;

    private OverlayView(ClusterView below, ResourceRef ref, @Nullable Manifest present) {
        this.below = below;
        this.ref = ref;
        this.present = present;
    }

    /** The view with an object in it, in place of the one of the same identity if there is one. */
    public static OverlayView with(ClusterView below, Manifest manifest) {
        return new OverlayView(below, manifest.ref(), manifest);
    }

    /** The view without the object. */
    public static OverlayView without(ClusterView below, ResourceRef ref) {
        return new OverlayView(below, ref, null);
    }

    @Override
    public Lookup get(String apiVersion, String kind, String namespace, String name) {
        if (!isOfKind(apiVersion, kind, namespace) || !ref.name().equals(name)) {
            return below.get(apiVersion, kind, namespace, name);
        }
        return present == null ? Lookup.Absent.INSTANCE : new Lookup.Found(present);
    }

    @Override
    public boolean knows(String apiVersion, String kind) {
        return below.knows(apiVersion, kind);
    }

    @Override
    public Listing list(String apiVersion, String kind, String namespace) {
        return changed(below.list(apiVersion, kind, namespace), apiVersion, kind, namespace, _ -> true);
    }

    @Override
    public Listing selecting(String apiVersion, String kind, String namespace, JsonObject podLabels) {
        return changed(
                below.selecting(apiVersion, kind, namespace, podLabels),
                apiVersion,
                kind,
                namespace,
                manifest -> Selection.selects(manifest, podLabels));
    }

    @Override
    public Listing selectedBy(String apiVersion, String kind, String namespace, JsonObject selector) {
        Optional<LabelSelector> labels = LabelSelector.of(selector);
        return changed(
                below.selectedBy(apiVersion, kind, namespace, selector),
                apiVersion,
                kind,
                namespace,
                manifest -> labels.isPresent() && Selection.isSelected(manifest, labels.get()));
    }

    @Override
    public Listing referring(String apiVersion, String kind, String namespace, String fieldPath, String value) {
        Optional<FieldPath> path = FieldPath.parse(fieldPath);
        return changed(
                below.referring(apiVersion, kind, namespace, fieldPath, value),
                apiVersion,
                kind,
                namespace,
                manifest -> path.isPresent() && Selection.refers(manifest, path.get(), value));
    }

    private boolean isListed(String apiVersion, String kind, String namespace) {
        return isOfKind(apiVersion, kind, namespace.equals(EVERY_NAMESPACE) ? ref.namespace() : namespace);
    }

    private boolean isOfKind(String apiVersion, String kind, String namespace) {
        return ref.namespace().equals(namespace)
                && GroupKind.of(ref.apiVersion(), ref.kind()).equals(GroupKind.of(apiVersion, kind));
    }

    private Listing changed(
            Listing listing, String apiVersion, String kind, String namespace, Predicate<Manifest> matches) {
        if (!isListed(apiVersion, kind, namespace)) {
            return listing;
        }
        return switch (listing) {
            case Listing.Known(List<Manifest> manifests) -> new Listing.Known(changed(manifests, matches));
            case Listing.Partial(List<Manifest> manifests, String why) ->
                new Listing.Partial(changed(manifests, matches), why);
        };
    }

    private List<Manifest> changed(List<Manifest> manifests, Predicate<Manifest> matches) {
        var changed = new ArrayList<Manifest>(manifests);
        int at = -1;
        for (int i = 0; i < changed.size() && !ref.name().isEmpty(); i++) {
            Manifest listed = changed.get(i);
            if (listed.name().equals(ref.name()) && listed.namespace().equals(ref.namespace())) {
                at = i;
            }
        }
        if (at >= 0) {
            changed.remove(at);
        }
        if (present != null && matches.test(present)) {
            changed.add(at < 0 ? changed.size() : at, present);
        }
        return changed;
    }
}
