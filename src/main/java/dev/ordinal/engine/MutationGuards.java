package dev.ordinal.engine;

import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.GroupKind;
import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.policy.Operation;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What no mutation may do, whatever its policy says. */
final class MutationGuards {

    /** Kinds whose objects others make, or that never change once they run. */
    static final Set<GroupKind> NEVER =
            Set.of(new GroupKind("", "Pod"), new GroupKind("apps", "ReplicaSet"), new GroupKind("batch", "Job"));

    private static final GroupKind STATEFUL_SET = new GroupKind("apps", "StatefulSet");
    private static final GroupKind SERVICE = new GroupKind("", "Service");

    /** What an update of a StatefulSet may change in its spec; any other field is refused by the API server. */
    private static final Set<String> MUTABLE = Set.of(
            "replicas",
            "ordinals",
            "template",
            "updateStrategy",
            "revisionHistoryLimit",
            "persistentVolumeClaimRetentionPolicy",
            "minReadySeconds");

    /** Fields that say what the object is, or that are not an author's to set. */
    private static final List<FieldPath> RESERVED = List.of(
            FieldPath.ROOT.child("apiVersion"),
            FieldPath.ROOT.child("kind"),
            FieldPath.ROOT.child("status"),
            metadata("name"),
            metadata("generateName"),
            metadata("namespace"),
            metadata("uid"),
            metadata("resourceVersion"),
            metadata("creationTimestamp"),
            metadata("deletionTimestamp"),
            metadata("managedFields"),
            metadata("ownerReferences"),
            FieldPath.ROOT.child("spec").child("selector"),
            FieldPath.ROOT.child("spec").child("podSelector"));

    /** Fields whose emptiness says something: everything is selected, nothing comes in or goes out. */
    private static final Set<String> MEANT_EMPTY =
            Set.of("podSelector", "namespaceSelector", "labelSelector", "objectSelector", "ingress", "egress", "rules");

    private static final FieldPath TEMPLATE = FieldPath.ROOT.child("spec").child("template");

    /** What becomes of a mutation. */
    sealed interface Ruling {
        /** It may be. */
        record Allowed() implements Ruling {}

        /** It is left out, as the law wants it; nobody did anything wrong. */
        record LeftOut() implements Ruling {}

        /** It breaks a law, so its policy is wrong. */
        record Refused(String why) implements Ruling {}
    }

    private static final Ruling ALLOWED = new Ruling.Allowed();
    private static final Ruling LEFT_OUT = new Ruling.LeftOut();

    private MutationGuards() {}

    /** Whether mutations leave the object of a change alone. */
    static boolean spares(Change change) {
        if (change.object().isEmpty() || !change.subresource().isEmpty()) {
            return true;
        }
        Manifest object = change.object().get();
        return (change.operation() != Operation.CREATE && change.operation() != Operation.UPDATE)
                || NEVER.contains(GroupKind.of(object.apiVersion(), object.kind()))
                || ActionRules.isOwnedByController(object)
                || ActionRules.isBeingDeleted(object)
                || !object.unusable().isEmpty();
    }

    /**
     * Judges what one policy made of an object.
     *
     * @param sent the change as it was sent, before any mutation
     * @param before the object that the policy was given
     * @param after the object that it made
     */
    static Ruling rule(Change sent, JsonObject before, JsonObject after) {
        for (FieldPath reserved : RESERVED) {
            if (!reserved.find(before).equals(reserved.find(after))) {
                return new Ruling.Refused("%s is not for mutations to change".formatted(reserved));
            }
        }
        Optional<FieldPath> lost = lost(before, after, FieldPath.ROOT);
        if (lost.isPresent()) {
            return new Ruling.Refused(
                    "%s has a value already, and a mutation never overwrites one".formatted(lost.get()));
        }
        return sent.operation() == Operation.UPDATE && sent.oldObject().isPresent()
                ? ofUpdate(sent, sent.oldObject().get().root(), before, after)
                : ALLOWED;
    }

    private static Ruling ofUpdate(Change sent, JsonObject old, JsonObject before, JsonObject after) {
        boolean changesTemplate = !TEMPLATE.find(before).equals(TEMPLATE.find(after));
        boolean isTemplateSentAnew = !TEMPLATE.find(sent.subject().root()).equals(TEMPLATE.find(old))
                || TEMPLATE.find(after).equals(TEMPLATE.find(old));
        if (changesTemplate && !isTemplateSentAnew) {
            return LEFT_OUT;
        }
        GroupKind kind =
                GroupKind.of(sent.subject().apiVersion(), sent.subject().kind());
        JsonObject oldSpec = old.object("spec");
        JsonObject spec = after.object("spec");
        if (kind.equals(STATEFUL_SET)) {
            for (Map.Entry<String, Object> field : spec.entrySet()) {
                boolean isChanged =
                        !field.getValue().equals(before.object("spec").get(field.getKey()));
                if (isChanged
                        && !MUTABLE.contains(field.getKey())
                        && !field.getValue().equals(oldSpec.get(field.getKey()))) {
                    return LEFT_OUT;
                }
            }
        }
        return kind.equals(SERVICE)
                        && !Objects.equals(
                                spec.get("clusterIP"), before.object("spec").get("clusterIP"))
                ? LEFT_OUT
                : ALLOWED;
    }

    /** The first value that is not where it was; what is empty may be filled, and lists may grow anywhere. */
    private static Optional<FieldPath> lost(Object before, Object after, FieldPath path) {
        if (before.equals(after)) {
            return Optional.empty();
        }
        if (isEmpty(before)) {
            return Optional.of(path);
        }
        return switch (before) {
            case JsonObject object when after instanceof JsonObject other -> lost(object, other, path);
            case JsonArray list when after instanceof JsonArray other -> lost(list, other, path);
            default -> Optional.of(path);
        };
    }

    private static Optional<FieldPath> lost(JsonObject before, JsonObject after, FieldPath path) {
        for (Map.Entry<String, Object> field : before.entrySet()) {
            Object now = after.get(field.getKey());
            FieldPath at = path.child(field.getKey());
            boolean fillable = isEmpty(field.getValue()) && !MEANT_EMPTY.contains(field.getKey());
            Optional<FieldPath> lost = now == null
                    ? Optional.of(at).filter(_ -> !fillable)
                    : fillable ? Optional.empty() : lost(field.getValue(), now, at);
            if (lost.isPresent()) {
                return lost;
            }
        }
        return Optional.empty();
    }

    /** Items keep their order, so each is looked for behind the one before it. */
    private static Optional<FieldPath> lost(JsonArray before, JsonArray after, FieldPath path) {
        int next = 0;
        for (int i = 0; i < before.size(); i++) {
            FieldPath at = path.child(i);
            while (next < after.size()
                    && lost(before.get(i), after.get(next), at).isPresent()) {
                next++;
            }
            if (next++ >= after.size()) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    private static boolean isEmpty(Object value) {
        return switch (value) {
            case String text -> text.isEmpty();
            case JsonObject object -> object.isEmpty();
            case JsonArray list -> list.isEmpty();
            default -> value.equals(JsonObject.NULL);
        };
    }

    private static FieldPath metadata(String field) {
        return FieldPath.ROOT.child("metadata").child(field);
    }
}
