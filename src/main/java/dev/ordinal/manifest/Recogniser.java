package dev.ordinal.manifest;

import dev.ordinal.manifest.Problem.Kind;
import dev.ordinal.manifest.ResourceTypes.ResourceType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the Kubernetes objects in documents: whole documents, items of lists, objects of OpenShift templates. What is
 * no object is counted by what it is; an object that nobody could identify is a problem.
 */
final class Recogniser {

    private final ResourceTypes types;
    private final String defaultNamespace;
    private List<Manifest> manifests = new ArrayList<>();
    private List<Problem> problems = new ArrayList<>();
    private final Map<String, Integer> skipped = new LinkedHashMap<>();

    Recogniser(ResourceTypes types, String defaultNamespace) {
        this.types = types;
        this.defaultNamespace = defaultNamespace;
    }

    /** The objects found since this was last asked for. */
    List<Manifest> takeManifests() {
        List<Manifest> taken = manifests;
        manifests = new ArrayList<>();
        return taken;
    }

    /** The problems found since this was last asked for. */
    List<Problem> takeProblems() {
        List<Problem> taken = problems;
        problems = new ArrayList<>();
        return taken;
    }

    Map<String, Integer> skipped() {
        return skipped;
    }

    /** Counts a document that is no object. */
    void skip(String what) {
        skipped.merge(what, 1, Integer::sum);
    }

    /** Takes what is in a document; its warnings count only if it holds objects. */
    void recognise(Document document) {
        Optional<String> otherwise = NonObject.word(document);
        if (otherwise.isPresent()) {
            skip(otherwise.get());
            return;
        }
        problems.addAll(document.warnings());
        object((JsonObject) document.root(), document.source());
    }

    private void object(JsonObject root, SourceMap source) {
        Optional<String> apiVersion = root.text("apiVersion").filter(text -> !text.isEmpty());
        Optional<String> kind = root.text("kind").filter(text -> !text.isEmpty());
        if (apiVersion.isEmpty() || kind.isEmpty()) {
            identityProblem(root, source);
        } else if (isList(root, kind.get())) {
            items(root, source, apiVersion.get(), kind.get());
        } else if (isTemplate(root, apiVersion.get(), kind.get())) {
            TemplateParameters parameters = TemplateParameters.of(root);
            int index = 0;
            for (Object item : root.array("objects")) {
                item(
                        parameters.fill(item),
                        source.below(FieldPath.ROOT.child("objects").child(index++)));
            }
        } else {
            identified(root, source, apiVersion.get(), kind.get());
        }
    }

    private static boolean isList(JsonObject root, String kind) {
        return kind.equals("List")
                || (kind.endsWith("List")
                        && root.get("items") instanceof JsonArray items
                        && items.objects().size() == items.size()
                        && root.object("metadata").text("name").isEmpty());
    }

    private static boolean isTemplate(JsonObject root, String apiVersion, String kind) {
        return kind.equals("Template")
                && root.get("objects") instanceof JsonArray
                && (apiVersion.equals("v1") || apiVersion.startsWith("template.openshift.io/"));
    }

    private void items(JsonObject list, SourceMap source, String apiVersion, String kind) {
        String itemKind = kind.substring(0, kind.length() - "List".length());
        int index = 0;
        for (Object item : list.array("items")) {
            SourceMap below = source.below(FieldPath.ROOT.child("items").child(index++));
            if (item instanceof JsonObject object && !itemKind.isEmpty()) {
                JsonObject versioned =
                        object.containsKey("apiVersion") ? object : object.with("apiVersion", apiVersion);
                item(versioned.containsKey("kind") ? versioned : versioned.with("kind", itemKind), below);
            } else {
                item(item, below);
            }
        }
    }

    private void item(Object item, SourceMap source) {
        if (item instanceof JsonObject object) {
            object(object, source);
        } else {
            problem(source, FieldPath.ROOT, "an item of a list must be an object, but this is " + described(item));
        }
    }

    private void identified(JsonObject root, SourceMap source, String apiVersion, String kind) {
        Object metadata = root.get("metadata");
        if (metadata != null && !metadata.equals(JsonObject.NULL) && !(metadata instanceof JsonObject)) {
            wrong(source, field("metadata"), "metadata must be an object, but is " + described(metadata));
            return;
        }
        Optional<String> name = metadataText(root, source, "name");
        Optional<String> generateName = metadataText(root, source, "generateName");
        Optional<String> namespace = metadataText(root, source, "namespace");
        if (name.isEmpty() || generateName.isEmpty() || namespace.isEmpty()) {
            return;
        }
        for (String field : List.of("name", "generateName", "namespace")) {
            if (root.object("metadata").text(field).orElse("").contains("{{")) {
                problems.add(new Problem(
                        Kind.TEMPLATE, source.nearest(field("metadata").child(field)), SyntaxAdvice.TEMPLATE));
                return;
            }
        }
        if (name.get().isEmpty() && generateName.get().isEmpty()) {
            FieldPath place = root.containsKey("metadata") ? field("metadata") : FieldPath.ROOT;
            problem(source, place, "the " + kind + " has no name: expected metadata.name or metadata.generateName");
            return;
        }
        boolean namespaced = types.byKind(ResourceRef.groupOf(apiVersion), kind)
                .map(ResourceType::namespaced)
                .orElse(true);
        String home = namespaced ? namespace.filter(text -> !text.isEmpty()).orElse(defaultNamespace) : "";
        manifests.add(new Manifest(new ResourceRef(apiVersion, kind, home, name.get()), root, source));
    }

    /** The text, "" where there is none; empty, with a problem told, where it is no text. */
    private Optional<String> metadataText(JsonObject root, SourceMap source, String name) {
        Object value = root.object("metadata").get(name);
        if (value == null || value.equals(JsonObject.NULL)) {
            return Optional.of("");
        }
        if (value instanceof String text) {
            return Optional.of(text);
        }
        String hint = value instanceof JsonObject || value instanceof JsonArray
                ? ""
                : "; write it in quotes if that is the " + name;
        wrong(
                source,
                field("metadata").child(name),
                "metadata." + name + " must be a text, but is " + described(value) + hint);
        return Optional.empty();
    }

    private void identityProblem(JsonObject root, SourceMap source) {
        for (String field : List.of("apiVersion", "kind")) {
            Object value = root.get(field);
            if (value != null && !value.equals(JsonObject.NULL) && !(value instanceof String)) {
                wrong(source, field(field), field + " must be a text, but is " + described(value));
                return;
            }
        }
        for (String field : List.of("apiVersion", "kind")) {
            Optional<String> other = root.containsKey(field) ? Optional.empty() : misspelt(field, root);
            if (other.isPresent()) {
                problem(
                        source,
                        field(other.get()),
                        "the object has no " + field + "; did you mean `" + field + "` for `" + other.get() + "`?");
                return;
            }
        }
        boolean hasKind = root.text("kind").filter(text -> !text.isEmpty()).isPresent();
        boolean hasVersion =
                root.text("apiVersion").filter(text -> !text.isEmpty()).isPresent();
        String missing = hasKind
                ? "no apiVersion: expected a field such as `apiVersion: apps/v1`"
                : hasVersion ? "no kind: expected a field such as `kind: StatefulSet`" : "neither apiVersion nor kind";
        problem(source, FieldPath.ROOT, "the object has " + missing);
    }

    /** A key that is the field's but for upper and lower case. */
    private static Optional<String> misspelt(String field, JsonObject root) {
        return root.keySet().stream().filter(field::equalsIgnoreCase).findFirst();
    }

    private static FieldPath field(String name) {
        return FieldPath.ROOT.child(name);
    }

    /** A value that will not do, told at its own place. */
    private void wrong(SourceMap source, FieldPath path, String message) {
        problems.add(new Problem(Kind.IDENTITY, source.value(path).orElseGet(() -> source.nearest(path)), message));
    }

    private void problem(SourceMap source, FieldPath path, String message) {
        problems.add(new Problem(Kind.IDENTITY, source.nearest(path), message));
    }

    private static String described(Object value) {
        return switch (value) {
            case JsonObject _ -> "an object";
            case JsonArray _ -> "a list";
            case Boolean truth -> truth.toString();
            case Number number -> "the number " + number;
            case String text -> "the text \"" + text + "\"";
            default -> "null";
        };
    }
}
