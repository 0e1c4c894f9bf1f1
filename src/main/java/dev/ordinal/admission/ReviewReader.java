package dev.ordinal.admission;

import dev.ordinal.engine.Change;
import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.JsonTrees;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ReadLimits;
import dev.ordinal.manifest.ResourceRef;
import dev.ordinal.policy.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads admission reviews, version {@value #API_VERSION}. Safe for use by several threads. */
public final class ReviewReader {

    static final String API_VERSION = "admission.k8s.io/v1";
    static final String KIND = "AdmissionReview";

    /** Characters of a name of any sort; Kubernetes allows 253 of most, and fewer of the others. */
    private static final int LONGEST_NAME = 1_024;

    private final JsonTrees trees;

    /** Makes a reader of reviews within the limits of depth and of number of values. */
    public ReviewReader(ReadLimits limits) {
        this.trees = new JsonTrees(limits);
    }

    /**
     * Reads a review.
     *
     * @param json the review as sent
     * @throws BadReview if it is not JSON, or not the review of a request
     */
    public AdmissionRequest read(byte[] json) throws BadReview {
        Object document;
        try {
            document = trees.decode(json);
        } catch (JsonTrees.NotJson bad) {
            throw new BadReview("The body cannot be read: " + bad.reason() + ".");
        }
        if (!(document instanceof JsonObject review)) {
            throw new BadReview("The body must be an object, but is " + described(document) + ".");
        }
        must(review, "apiVersion", API_VERSION);
        must(review, "kind", KIND);
        return request(object(review, "", "request"));
    }

    private static void must(JsonObject review, String field, String expected) throws BadReview {
        String found = text(review, "", field);
        if (!found.equals(expected)) {
            throw new BadReview(field + " must be " + expected + ", but is \"" + shortened(found) + "\".");
        }
    }

    private static AdmissionRequest request(JsonObject request) throws BadReview {
        String uid = text(request, "request.", "uid");
        if (uid.isEmpty()) {
            throw new BadReview("request.uid must not be empty.");
        }
        JsonObject kind = object(request, "request.", "kind");
        String version = text(kind, "request.kind.", "version");
        String group = optionalText(kind, "request.kind.", "group");
        String apiVersion = group.isEmpty() ? version : group + "/" + version;
        String kindName = text(kind, "request.kind.", "kind");
        JsonObject resource = object(request, "request.", "resource");
        String plural = text(resource, "request.resource.", "resource");
        Operation operation = operation(text(request, "request.", "operation"));
        String subresource = optionalText(request, "request.", "subResource");
        String namespace = optionalText(request, "request.", "namespace");
        JsonObject userInfo = optionalObject(request, "request.", "userInfo");
        Optional<JsonObject> object = objectOrNull(request, "object");
        Optional<JsonObject> oldObject = objectOrNull(request, "oldObject");
        boolean dryRun = optionalTruth(request, "dryRun");
        String name = name(optionalText(request, "request.", "name"), object, oldObject);
        var subject = new ResourceRef(apiVersion, kindName, namespaceOf(kindName, apiVersion, namespace), name);
        return new AdmissionRequest(
                uid,
                operation,
                subject,
                plural,
                subresource,
                optionalText(userInfo, "request.userInfo.", "username"),
                texts(userInfo, "groups"),
                dryRun,
                change(operation, subresource, object, oldObject, subject)
                        .map(change -> change.asked(request.without("object").without("oldObject"))));
    }

    /** A Namespace's request names the namespace itself, but it lives in none. */
    private static String namespaceOf(String kind, String apiVersion, String namespace) {
        return kind.equals("Namespace") && apiVersion.equals("v1") ? "" : namespace;
    }

    /**
     * The object's name. The request's is empty where the name is to be made up, and where objects are deleted as a
     * collection; then only the old object has it.
     */
    private static String name(String asked, Optional<JsonObject> object, Optional<JsonObject> oldObject) {
        if (!asked.isEmpty()) {
            return asked;
        }
        return object.or(() -> oldObject)
                .flatMap(tree -> tree.object("metadata").text("name"))
                .orElse("");
    }

    private static Optional<Change> change(
            Operation operation,
            String subresource,
            Optional<JsonObject> object,
            Optional<JsonObject> oldObject,
            ResourceRef subject)
            throws BadReview {
        Optional<Manifest> after = object.map(tree -> manifest(tree, subject));
        Optional<Manifest> before = oldObject.map(tree -> manifest(tree, subject));
        switch (operation) {
            case CREATE -> {
                required(after, "object", operation);
                before = Optional.empty();
            }
            case UPDATE -> {
                required(after, "object", operation);
                required(before, "oldObject", operation);
            }
            case DELETE -> {
                required(before, "oldObject", operation);
                after = Optional.empty();
            }
            case CONNECT -> {
                return Optional.empty();
            }
        }
        return Optional.of(new Change(operation, subresource, after, before));
    }

    private static void required(Optional<Manifest> object, String field, Operation operation) throws BadReview {
        if (object.isEmpty()) {
            throw new BadReview("request." + field + " is missing: " + operation + " has one.");
        }
    }

    /** The object, named as the request names it: options such as those of an eviction may lack kind or name. */
    private static Manifest manifest(JsonObject tree, ResourceRef subject) {
        return new Manifest(
                new ResourceRef(
                        tree.text("apiVersion").orElse(subject.apiVersion()),
                        tree.text("kind").orElse(subject.kind()),
                        subject.namespace(),
                        subject.name()),
                tree,
                null);
    }

    private static Operation operation(String word) throws BadReview {
        for (Operation operation : Operation.values()) {
            if (operation.name().equals(word)) {
                return operation;
            }
        }
        throw new BadReview(
                "request.operation must be CREATE, UPDATE, DELETE or CONNECT, but is \"" + shortened(word) + "\".");
    }

    private static String text(JsonObject in, String path, String field) throws BadReview {
        Object value = in.get(field);
        if (value == null || value.equals(JsonObject.NULL)) {
            throw new BadReview(path + field + " is missing.");
        }
        return optionalText(in, path, field);
    }

    private static String optionalText(JsonObject in, String path, String field) throws BadReview {
        Object value = in.get(field);
        if (value == null || value.equals(JsonObject.NULL)) {
            return "";
        }
        if (!(value instanceof String text)) {
            throw new BadReview(path + field + " must be a text, but is " + described(value) + ".");
        }
        if (text.length() > LONGEST_NAME) {
            throw new BadReview(path + field + " must have " + LONGEST_NAME + " characters at most, but has "
                    + text.length() + ".");
        }
        return text;
    }

    private static JsonObject object(JsonObject in, String path, String field) throws BadReview {
        Object value = in.get(field);
        if (value == null || value.equals(JsonObject.NULL)) {
            throw new BadReview(path + field + " is missing.");
        }
        return optionalObject(in, path, field);
    }

    private static JsonObject optionalObject(JsonObject in, String path, String field) throws BadReview {
        Object value = in.get(field);
        if (value == null || value.equals(JsonObject.NULL)) {
            return JsonObject.EMPTY;
        }
        if (!(value instanceof JsonObject object)) {
            throw new BadReview(path + field + " must be an object, but is " + described(value) + ".");
        }
        return object;
    }

    private static Optional<JsonObject> objectOrNull(JsonObject in, String field) throws BadReview {
        JsonObject object = optionalObject(in, "request.", field);
        return object.isEmpty() ? Optional.empty() : Optional.of(object);
    }

    private static boolean optionalTruth(JsonObject in, String field) throws BadReview {
        Object value = in.get(field);
        if (value == null || value.equals(JsonObject.NULL)) {
            return false;
        }
        if (!(value instanceof Boolean truth)) {
            throw new BadReview("request." + field + " must be true or false, but is " + described(value) + ".");
        }
        return truth;
    }

    private static List<String> texts(JsonObject userInfo, String field) throws BadReview {
        String path = "request.userInfo." + field;
        Object value = userInfo.get(field);
        if (value == null || value.equals(JsonObject.NULL)) {
            return List.of();
        }
        if (!(value instanceof JsonArray items)) {
            throw new BadReview(path + " must be a list, but is " + described(value) + ".");
        }
        var texts = new ArrayList<String>(items.size());
        for (Object item : items) {
            if (!(item instanceof String text)) {
                throw new BadReview(path + " must hold texts, but holds " + described(item) + ".");
            }
            texts.add(text);
        }
        return texts;
    }

    private static String described(Object value) {
        return switch (value) {
            case JsonObject _ -> "an object";
            case JsonArray _ -> "a list";
            case Boolean truth -> truth.toString();
            case Number _ -> "a number";
            case String _ -> "a text";
            default -> "null";
        };
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
