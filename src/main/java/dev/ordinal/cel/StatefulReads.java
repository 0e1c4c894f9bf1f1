package dev.ordinal.cel;

import dev.ordinal.manifest.FieldPath;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Which fields the functions of {@link StatefulLibrary} read of an object that is handed to them whole. */
final class StatefulReads {

    private static final Set<FieldPath> POD_TEMPLATES = paths(
            "spec.template", "spec.jobTemplate", "spec.containers", "spec.initContainers", "spec.ephemeralContainers");

    private static final Set<FieldPath> TEXTS = paths(
            "spec.template",
            "spec.jobTemplate",
            "spec.containers",
            "spec.initContainers",
            "spec.ephemeralContainers",
            "spec.hostAliases",
            "spec.externalName",
            "data",
            "subsets",
            "endpoints");

    private static final Map<String, Set<FieldPath>> BY_FUNCTION = Map.of(
            "texts", TEXTS,
            "podTemplate", POD_TEMPLATES,
            "podTemplatePath", POD_TEMPLATES,
            "containers", POD_TEMPLATES,
            "podNames", paths("metadata.name", "spec.replicas", "spec.ordinals"),
            "ownedByController", paths("metadata.ownerReferences"));

    private StatefulReads() {}

    private static Set<FieldPath> paths(String... paths) {
        var set = new LinkedHashSet<FieldPath>();
        for (String path : paths) {
            set.add(FieldPath.parse(path).orElseThrow());
        }
        return set;
    }

    /** The fields; empty if the function may read any. */
    static Set<FieldPath> of(String function) {
        return BY_FUNCTION.getOrDefault(function, Set.of());
    }
}
