package dev.ordinal.manifest;

import java.util.Optional;

/** Tells the documents that stand beside manifests in people's folders, and are no objects to judge. */
final class NonObject {

    static final String PATCH = "kustomize patch";
    private static final String KUSTOMIZATION = "kustomization";
    private static final String OTHER = "not Kubernetes";

    private NonObject() {}

    /** What the document is, if it is no Kubernetes object nor looks like one. */
    static Optional<String> word(Document document) {
        String file = baseName(document.source().file().name());
        if (!(document.root() instanceof JsonObject root)) {
            return Optional.of(isJsonPatch(document.root()) ? PATCH : OTHER);
        }
        String apiVersion = root.text("apiVersion").orElse("");
        String kind = root.text("kind").orElse("");
        String group = ResourceRef.groupOf(apiVersion);
        if (group.equals("kustomize.config.k8s.io") || (kind.isEmpty() && isKustomization(file))) {
            return Optional.of(KUSTOMIZATION);
        }
        if (hasPatchDirective(root)) {
            return Optional.of(PATCH);
        }
        if (group.equals("ordinal.dev")) {
            return Optional.of("Ordinal policy");
        }
        if (isToolConfiguration(group, apiVersion, kind)) {
            return Optional.of("tool configuration");
        }
        boolean hasVersion = root.containsKey("apiVersion");
        boolean hasKind = root.containsKey("kind");
        if (hasVersion && hasKind) {
            return Optional.empty();
        }
        if (!hasKind && isHelm(file, root, hasVersion)) {
            return Optional.of("Helm chart");
        }
        boolean looksLikeOne = root.containsKey("metadata") || root.containsKey("spec");
        if (!hasKind && !looksLikeOne && root.get("apiVersion") instanceof Number) {
            return Optional.of(OTHER);
        }
        if (hasVersion || (hasKind && (looksLikeOne || startsUpperCase(kind)))) {
            return Optional.empty();
        }
        if (root.get("metadata") instanceof JsonObject && root.containsKey("spec")) {
            return Optional.empty();
        }
        if (isValues(file)) {
            return Optional.of("values file");
        }
        return Optional.of(root.get("services") instanceof JsonObject ? "Compose file" : OTHER);
    }

    static boolean isKustomization(String baseName) {
        return baseName.equals("kustomization.yaml")
                || baseName.equals("kustomization.yml")
                || baseName.equals("Kustomization");
    }

    static String baseName(String file) {
        return file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    }

    /** A chart's own description, or the index of a repository of charts. */
    private static boolean isHelm(String file, JsonObject root, boolean hasVersion) {
        return file.equals("Chart.yaml")
                || (hasVersion && (root.containsKey("version") || root.containsKey("entries")));
    }

    private static boolean isValues(String file) {
        int dot = file.lastIndexOf('.');
        String stem = dot < 0 ? file : file.substring(0, dot);
        return stem.startsWith("values") || stem.endsWith("values");
    }

    private static boolean startsUpperCase(String kind) {
        return !kind.isEmpty() && Character.isUpperCase(kind.charAt(0));
    }

    /** RFC 6902: a list of operations. */
    private static boolean isJsonPatch(Object root) {
        return root instanceof JsonArray operations
                && !operations.isEmpty()
                && operations.stream()
                        .allMatch(item -> item instanceof JsonObject o && o.containsKey("op") && o.containsKey("path"));
    }

    /** Strategic merge patches carry directives that no object has. */
    private static boolean hasPatchDirective(JsonObject root) {
        return root.containsKey("$patch")
                || root.object("metadata").containsKey("$patch")
                || root.object("spec").containsKey("$patch");
    }

    /** Files that have an apiVersion and a kind, but that no API server stores. */
    private static boolean isToolConfiguration(String group, String apiVersion, String kind) {
        return switch (group) {
            case "admission.k8s.io",
                    "audit.k8s.io",
                    "client.authentication.k8s.io",
                    "ctlptl.dev",
                    "k3d.io",
                    "kind.x-k8s.io",
                    "kubeadm.k8s.io",
                    "skaffold" -> true;
            default -> group.endsWith(".config.k8s.io") || (apiVersion.equals("v1") && kind.equals("Config"));
        };
    }
}
