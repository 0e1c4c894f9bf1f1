package dev.ordinal.cel;

import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.ResourceRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where the built-in kinds keep the template of their pods, and what is in it. */
final class PodTemplates {

    /** Pods that a StatefulSet may name at most; more are not listed. */
    static final int MOST_PODS = 1_000;

    private PodTemplates() {}

    /**
     * A container in an object.
     *
     * @param path such as {@code spec.template.spec.containers[0]}
     * @param name its name, empty if it has none
     * @param type what it is
     * @param container its fields
     */
    record Container(String path, String name, Type type, JsonObject container) {

        private static final JsonObject.Layout LAYOUT = JsonObject.Layout.of("path", "name", "type", "container");

        /** What starts a container, and whether it is meant to end. */
        enum Type {
            CONTAINER("container"),
            /** An init container that goes on running: its {@code restartPolicy} is {@code Always}. */
            SIDECAR("sidecar"),
            INIT("init"),
            EPHEMERAL("ephemeral");

            private final String word;

            Type(String word) {
                this.word = word;
            }

            String word() {
                return word;
            }
        }

        JsonObject tree() {
            return LAYOUT.object(path, name, type.word(), container);
        }
    }

    /**
     * The path of an object's pod template: that of the object itself for a Pod, which is empty.
     *
     * @return empty for an object of a kind that has none, or that is not built in
     */
    static Optional<String> path(JsonObject object) {
        String group = ResourceRef.groupOf(object.text("apiVersion").orElse(""));
        return switch (object.text("kind").orElse("")) {
            case "Pod" -> group.isEmpty() ? Optional.of("") : Optional.empty();
            case "PodTemplate" -> group.isEmpty() ? Optional.of("template") : Optional.empty();
            case "ReplicationController" -> pathIf(group.isEmpty());
            case "StatefulSet" -> pathIf(group.equals("apps"));
            case "Deployment", "DaemonSet", "ReplicaSet" -> pathIf(group.equals("apps") || group.equals("extensions"));
            case "Job" -> pathIf(group.equals("batch") || group.equals("extensions"));
            case "CronJob" -> group.equals("batch") ? Optional.of("spec.jobTemplate.spec.template") : Optional.empty();
            case "DeploymentConfig" -> pathIf(group.equals("apps.openshift.io") || group.isEmpty());
            default -> Optional.empty();
        };
    }

    private static Optional<String> pathIf(boolean has) {
        return has ? Optional.of("spec.template") : Optional.empty();
    }

    /** An object's pod template, a Pod itself; empty if it has none. */
    static Optional<JsonObject> of(JsonObject object) {
        return path(object).flatMap(path -> at(object, path));
    }

    private static Optional<JsonObject> at(JsonObject object, String path) {
        JsonObject value = object;
        for (int start = 0; start < path.length(); ) {
            int dot = path.indexOf('.', start);
            int end = dot < 0 ? path.length() : dot;
            if (!(value.get(path.substring(start, end)) instanceof JsonObject next)) {
                return Optional.empty();
            }
            value = next;
            start = end + 1;
        }
        return Optional.of(value);
    }

    /** The containers of an object's pod template: the usual ones, those before them, those added to debug. */
    static List<Container> containers(JsonObject object) {
        Optional<String> path = path(object);
        if (path.isEmpty()) {
            return List.of();
        }
        JsonObject spec = at(object, path.get()).orElse(JsonObject.EMPTY).object("spec");
        String prefix = path.get().isEmpty() ? "spec." : path.get() + ".spec.";
        var containers = new ArrayList<Container>();
        add(containers, prefix + "initContainers[", spec.array("initContainers"), Container.Type.INIT);
        add(containers, prefix + "containers[", spec.array("containers"), Container.Type.CONTAINER);
        add(containers, prefix + "ephemeralContainers[", spec.array("ephemeralContainers"), Container.Type.EPHEMERAL);
        return containers;
    }

    private static void add(List<Container> to, String prefix, JsonArray items, Container.Type usual) {
        for (int index = 0; index < items.size(); index++) {
            if (items.get(index) instanceof JsonObject container) {
                boolean sidecar = usual == Container.Type.INIT && "Always".equals(container.get("restartPolicy"));
                to.add(new Container(
                        prefix + index + "]",
                        container.text("name").orElse(""),
                        sidecar ? Container.Type.SIDECAR : usual,
                        container));
            }
        }
    }

    /** Whether an owner reference says that a controller manages the object. */
    static boolean isOwnedByController(JsonObject object) {
        for (JsonObject owner :
                object.object("metadata").array("ownerReferences").objects()) {
            if (Boolean.TRUE.equals(owner.get("controller"))) {
                return true;
            }
        }
        return false;
    }

    /**
     * The names of a StatefulSet's pods, in their order; at most {@value #MOST_PODS}. Without {@code replicas} there is
     * one (StatefulSetSpec of apps/v1).
     *
     * @return empty if name, replicas or first ordinal are not what they should be
     */
    static List<String> podNames(JsonObject statefulSet) {
        JsonObject spec = statefulSet.object("spec");
        Optional<String> name = statefulSet.object("metadata").text("name");
        long replicas = number(spec, "replicas", 1);
        long start = number(spec.object("ordinals"), "start", 0);
        if (name.isEmpty() || replicas < 0 || start < 0) {
            return List.of();
        }
        var names = new ArrayList<String>();
        for (long index = 0; index < Math.min(replicas, MOST_PODS); index++) {
            names.add(name.get() + "-" + (start + index));
        }
        return names;
    }

    /** The field's number, the default if it is absent or null, -1 if it is something else. */
    private static long number(JsonObject object, String field, long otherwise) {
        Object value = object.get(field);
        return value == null || value.equals(JsonObject.NULL)
                ? otherwise
                : object.integer(field).orElse(-1L);
    }
}
