package dev.ordinal.cluster;

import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.LabelSelector;
import dev.ordinal.manifest.Manifest;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one kind by namespace and name, with the indexes of each namespace and, once asked for, those over all
 * of them. An object is added, replaced or removed in about the same time however many there are; one that is replaced
 * keeps its place in the order. Readers may be many; a writer must be alone.
 */
final class KindIndex {

    private final Map<String, Namespace> namespaces = new HashMap<>();
    private volatile @Nullable ObjectIndex everywhere;
    private long next;
    private int size;

    private static final class Namespace {
        private final Map<String, Slot> byName = new HashMap<>();
        private final ObjectIndex objects = new ObjectIndex();
    }

    int size() {
        return size;
    }

    /** Adds an object, or puts it in place of the one of its namespace and name; one without a name is always added. */
    void put(Manifest manifest) {
        Namespace namespace = namespaces.computeIfAbsent(manifest.namespace(), _ -> new Namespace());
        Slot old = manifest.name().isEmpty() ? null : namespace.byName.get(manifest.name());
        var slot = new Slot(old == null ? next++ : old.number(), manifest);
        if (!manifest.name().isEmpty()) {
            namespace.byName.put(manifest.name(), slot);
        }
        ObjectIndex all = everywhere;
        if (old == null) {
            size++;
            namespace.objects.add(slot);
            if (all != null) {
                all.add(slot);
            }
        } else {
            namespace.objects.replace(old, slot);
            if (all != null) {
                all.replace(old, slot);
            }
        }
    }

    /** Removes the object of that name; says whether there was one. */
    boolean remove(String namespaceName, String name) {
        Namespace namespace = namespaces.get(namespaceName);
        Slot old = namespace == null ? null : namespace.byName.remove(name);
        if (namespace == null || old == null) {
            return false;
        }
        size--;
        namespace.objects.remove(old);
        if (namespace.objects.isEmpty()) {
            namespaces.remove(namespaceName);
        }
        ObjectIndex all = everywhere;
        if (all != null) {
            all.remove(old);
        }
        return true;
    }

    Optional<Manifest> get(String namespaceName, String name) {
        Namespace namespace = namespaces.get(namespaceName);
        Slot slot = namespace == null ? null : namespace.byName.get(name);
        return slot == null ? Optional.empty() : Optional.of(slot.manifest());
    }

    List<Manifest> list(String namespace) {
        return from(namespace, ObjectIndex::all);
    }

    List<Manifest> selecting(String namespace, JsonObject podLabels) {
        return from(namespace, objects -> objects.selecting(podLabels));
    }

    List<Manifest> selectedBy(String namespace, JsonObject selector) {
        return LabelSelector.of(selector)
                .map(labels -> from(namespace, objects -> objects.selectedBy(labels)))
                .orElse(List.of());
    }

    List<Manifest> referring(String namespace, String fieldPath, String text) {
        return FieldPath.parse(fieldPath)
                .map(path -> from(namespace, objects -> objects.referring(path, text)))
                .orElse(List.of());
    }

    private List<Manifest> from(String namespaceName, Function<ObjectIndex, List<Manifest>> question) {
        if (namespaceName.equals(ClusterView.EVERY_NAMESPACE)) {
            return question.apply(everywhere());
        }
        Namespace namespace = namespaces.get(namespaceName);
        return namespace == null ? List.of() : question.apply(namespace.objects);
    }

    private ObjectIndex everywhere() {
        ObjectIndex all = everywhere;
        if (all == null) {
            synchronized (this) {
                all = everywhere == null ? collected() : everywhere;
                everywhere = all;
            }
        }
        return all;
    }

    private ObjectIndex collected() {
        var all = new ObjectIndex();
        namespaces.values().stream()
                .flatMap(namespace -> namespace.objects.slots())
                .sorted(Comparator.comparingLong(Slot::number))
                .forEachOrdered(all::add);
        return all;
    }
}
