package dev.ordinal.cluster;

import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.LabelSelector;
import dev.ordinal.manifest.Manifest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one object selects, and what selects it. */
public final class Selection {

    private Selection() {}

    /**
     * The selector by which an object selects pods; empty if it selects none.
     *
     * <p>A Service or ReplicationController without labels in its selector selects nothing. Elsewhere an empty selector
     * selects everything and a missing one nothing, but that of a PodDisruptionBudget of {@code policy/v1beta1} selects
     * nothing even when it is empty.
     */
    static Optional<LabelSelector> selector(Manifest manifest) {
        JsonObject spec = manifest.root().object("spec");
        String field = manifest.kind().equals("NetworkPolicy") ? "podSelector" : "selector";
        if (!(spec.get(field) instanceof JsonObject selector)
                || (selector.isEmpty() && emptySelectsNothing(manifest))) {
            return Optional.empty();
        }
        return LabelSelector.of(selector);
    }

    /** The same as it is written. */
    public static Optional<JsonObject> selectorTree(Manifest manifest) {
        String field = manifest.kind().equals("NetworkPolicy") ? "podSelector" : "selector";
        return selector(manifest).map(_ -> manifest.root().object("spec").object(field));
    }

    private static boolean emptySelectsNothing(Manifest manifest) {
        return switch (manifest.kind()) {
            case "Service", "ReplicationController" -> true;
            case "PodDisruptionBudget" -> manifest.apiVersion().equals("policy/v1beta1");
            default -> false;
        };
    }

    /** The labels of an object's pods: a Pod's own, or those of the template that a workload makes pods from. */
    public static Optional<JsonObject> podLabels(Manifest manifest) {
        JsonObject template = switch (manifest.kind()) {
            case "Pod" -> manifest.root();
            case "PodTemplate" -> manifest.root().object("template");
            case "CronJob" ->
                manifest.root()
                        .object("spec")
                        .object("jobTemplate")
                        .object("spec")
                        .object("template");
            default -> manifest.root().object("spec").object("template");
        };
        return template.isEmpty()
                ? Optional.empty()
                : Optional.of(template.object("metadata").object("labels"));
    }

    static boolean selects(Manifest manifest, JsonObject podLabels) {
        return selector(manifest)
                .filter(selector -> selector.matches(podLabels))
                .isPresent();
    }

    static boolean isSelected(Manifest manifest, LabelSelector selector) {
        return podLabels(manifest).filter(selector::matches).isPresent();
    }

    /** The texts at a path. Where it comes to a list, and says no index, it goes on in each of the items. */
    public static Set<String> texts(Manifest manifest, FieldPath path) {
        var texts = new LinkedHashSet<String>();
        collect(manifest.root(), path.segments(), texts);
        return texts;
    }

    private static void collect(@Nullable Object value, List<Object> steps, Set<String> texts) {
        switch (value) {
            case JsonArray array
            when !steps.isEmpty() && steps.getFirst() instanceof Integer index -> {
                if (index < array.size()) {
                    collect(array.get(index), steps.subList(1, steps.size()), texts);
                }
            }
            case JsonArray array -> array.forEach(item -> collect(item, steps, texts));
            case JsonObject object
            when !steps.isEmpty() && steps.getFirst() instanceof String field ->
                collect(object.get(field), steps.subList(1, steps.size()), texts);
            case String text when steps.isEmpty() -> texts.add(text);
            case null, default -> {}
        }
    }

    static boolean refers(Manifest manifest, FieldPath path, String text) {
        return texts(manifest, path).contains(text);
    }
}
