package dev.ordinal.manifest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The kinds of some CustomResourceDefinitions, before those known otherwise. */
final class LearnedTypes implements ResourceTypes {

    private final ResourceTypes known;
    private final Map<GroupKind, ResourceType> byKind = new HashMap<>();
    private final Map<String, ResourceType> byPlural = new HashMap<>();

    private LearnedTypes(ResourceTypes known) {
        this.known = known;
    }

    /** The built-in kinds and those that the files define. */
    static ResourceTypes of(List<ReadFile> files) {
        var types = new LearnedTypes(BuiltinTypes.INSTANCE);
        for (ReadFile file : files) {
            for (Document document : file.documents()) {
                if (document.root() instanceof JsonObject root) {
                    types.learnFrom(root);
                }
            }
        }
        return types;
    }

    private void learnFrom(JsonObject object) {
        String kind = object.text("kind").orElse("");
        if (kind.equals("CustomResourceDefinition")
                && object.text("apiVersion").orElse("").startsWith("apiextensions.k8s.io/")) {
            learn(object);
        } else if (kind.equals("List") || kind.equals("CustomResourceDefinitionList")) {
            object.array("items").objects().forEach(this::learnFrom);
        } else if (kind.equals("Template")) {
            object.array("objects").objects().forEach(this::learnFrom);
        }
    }

    /** Learns what a definition, of whatever version of its API, defines; one without names defines nothing. */
    private void learn(JsonObject definition) {
        JsonObject spec = definition.object("spec");
        Optional<String> group = spec.text("group");
        Optional<String> kind = spec.object("names").text("kind");
        if (group.isEmpty() || kind.isEmpty()) {
            return;
        }
        boolean namespaced = !spec.text("scope").orElse("Namespaced").equals("Cluster");
        ResourceType type = spec.object("names")
                .text("plural")
                .map(plural -> new ResourceType(group.get(), kind.get(), plural, namespaced))
                .orElseGet(() -> ResourceType.guessed(group.get(), kind.get(), namespaced));
        byKind.put(new GroupKind(type.group(), type.kind()), type);
        byPlural.put(type.group() + "/" + type.plural(), type);
    }

    @Override
    public Optional<ResourceType> byKind(String group, String kind) {
        ResourceType learned = byKind.get(new GroupKind(group, kind));
        return learned == null ? known.byKind(group, kind) : Optional.of(learned);
    }

    @Override
    public Optional<ResourceType> byPlural(String group, String plural) {
        ResourceType learned = byPlural.get(group + "/" + plural);
        return learned == null ? known.byPlural(group, plural) : Optional.of(learned);
    }
}
