package dev.ordinal.cluster;

import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.LabelSelector;
import dev.ordinal.manifest.Manifest;
import java.util.Optional;

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

    /** The text at a path; empty if there is none. */
    public static Optional<String> text(Manifest manifest, FieldPath path) {
        return path.find(manifest.root())
                .flatMap(value -> value instanceof String text ? Optional.of(text) : Optional.empty());
    }
}
