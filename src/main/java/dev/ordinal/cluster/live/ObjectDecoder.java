package dev.ordinal.cluster.live;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.ordinal.cluster.WatchedKind;
import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Reads objects from the API server's JSON, and of each what a kind keeps: whatever else it has is skipped unread. The
 * fields that say who set which field, and the copy of the object that kubectl leaves in an annotation, are never kept.
 * Equal texts and equal small trees share one copy. For one thread.
 */
final class ObjectDecoder {

    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    /** Kept of every object: identity, and what relations between objects rest on. */
    private static final Set<String> ALWAYS_OF_OBJECT = Set.of("apiVersion", "kind", "metadata");

    private static final Set<String> ALWAYS_OF_SPEC = Set.of("selector", "podSelector", "jobTemplate");
    private static final Set<String> NEVER_OF_METADATA = Set.of("managedFields", "selfLink");

    private static final int DEEPEST = 200;
    private static final int LONGEST_SHARED = 64;
    private static final int LARGEST_SHARED = 16;
    private static final int HIGHEST_SHARED = 4;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final Pool<String> texts = new Pool<>(8192);
    private final Pool<Object> trees = new Pool<>(8192);

    /** The height of the tree read last. */
    private int height;

    static JsonParser parser(InputStream json) throws IOException {
        return FACTORY.createParser(json);
    }

    /**
     * Reads to the end of an answer, after which its connection is free for others.
     *
     * @throws IOException if there is more than what was read
     */
    static void finish(JsonParser parser) throws IOException {
        if (parser.nextToken() != null) {
            throw new IOException("the API server sent more than one answer");
        }
    }

    /**
     * Reads an object of a kind, whose API version and kind are added if it lacks them, as the items of a list do.
     *
     * @param parser at the object's start; it is left at its end
     * @throws IOException if there is no object, or none that can be read
     */
    JsonObject object(JsonParser parser, WatchedKind watched, ServedKind served) throws IOException {
        expectObject(parser);
        var fields = new LinkedHashMap<String, Object>();
        fields.put("apiVersion", served.apiVersion());
        fields.put("kind", served.kind());
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = name(parser);
            JsonToken token = parser.nextToken();
            boolean isObject = token == JsonToken.START_OBJECT;
            if (field.equals("metadata") && isObject) {
                fields.put(field, metadata(parser));
            } else if ((field.equals("spec") || field.equals("status")) && isObject) {
                fields.put(field, part(parser, watched, field));
            } else if (ALWAYS_OF_OBJECT.contains(field) || watched.keeps(field)) {
                fields.put(field, value(parser, token, 1));
            } else if (field.equals("template") && isObject) {
                fields.put(field, labelsOfTemplate(parser, 1));
            } else {
                parser.skipChildren();
            }
        }
        return JsonObject.of(fields);
    }

    /** Reads any tree, whole. */
    JsonObject tree(JsonParser parser) throws IOException {
        expectObject(parser);
        return (JsonObject) value(parser, JsonToken.START_OBJECT, 0);
    }

    private static void expectObject(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new IOException("the API server sent no object where one was expected");
        }
    }

    private JsonObject metadata(JsonParser parser) throws IOException {
        var fields = new LinkedHashMap<String, Object>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = name(parser);
            JsonToken token = parser.nextToken();
            if (NEVER_OF_METADATA.contains(field)) {
                parser.skipChildren();
            } else if (field.equals("annotations") && token == JsonToken.START_OBJECT) {
                JsonObject annotations = annotations(parser);
                if (!annotations.isEmpty()) {
                    fields.put(field, annotations);
                }
            } else {
                fields.put(field, value(parser, token, 2));
            }
        }
        return JsonObject.of(fields);
    }

    private JsonObject annotations(JsonParser parser) throws IOException {
        var fields = new LinkedHashMap<String, Object>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = name(parser);
            JsonToken token = parser.nextToken();
            if (field.equals(LAST_APPLIED)) {
                parser.skipChildren();
            } else {
                fields.put(field, value(parser, token, 3));
            }
        }
        return JsonObject.of(fields);
    }

    /** Reads what is kept of {@code spec} or {@code status}. */
    private JsonObject part(JsonParser parser, WatchedKind watched, String part) throws IOException {
        var fields = new LinkedHashMap<String, Object>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = name(parser);
            JsonToken token = parser.nextToken();
            if (watched.keeps(field) || (part.equals("spec") && ALWAYS_OF_SPEC.contains(field))) {
                fields.put(field, value(parser, token, 2));
            } else if (part.equals("spec") && field.equals("template") && token == JsonToken.START_OBJECT) {
                fields.put(field, labelsOfTemplate(parser, 2));
            } else {
                parser.skipChildren();
            }
        }
        return JsonObject.of(fields);
    }

    /** Reads of a pod's template what makes a selector match its pods. */
    private JsonObject labelsOfTemplate(JsonParser parser, int depth) throws IOException {
        var fields = new LinkedHashMap<String, Object>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = name(parser);
            JsonToken token = parser.nextToken();
            if (field.equals("metadata")) {
                fields.put(field, value(parser, token, depth + 1));
            } else {
                parser.skipChildren();
            }
        }
        return JsonObject.of(fields);
    }

    private Object value(JsonParser parser, JsonToken token, int depth) throws IOException {
        height = 0;
        return switch (token) {
            case START_OBJECT -> depth < DEEPEST ? objectAt(parser, depth) : unusable(parser);
            case START_ARRAY -> depth < DEEPEST ? arrayAt(parser, depth) : unusable(parser);
            case VALUE_STRING -> text(parser.getText());
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? (Object) parser.getDoubleValue()
                        : (Object) parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> JsonObject.NULL;
            case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw new IOException("the API server sent JSON that is not well-formed");
        };
    }

    private static Object unusable(JsonParser parser) throws IOException {
        parser.skipChildren();
        return JsonObject.UNUSABLE;
    }

    private Object objectAt(JsonParser parser, int depth) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        int highest = 0;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = name(parser);
            fields.put(field, value(parser, parser.nextToken(), depth + 1));
            highest = Math.max(highest, height);
        }
        height = highest + 1;
        return shared(JsonObject.of(fields), fields.size());
    }

    private Object arrayAt(JsonParser parser, int depth) throws IOException {
        var items = new ArrayList<>();
        int highest = 0;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(value(parser, token, depth + 1));
            highest = Math.max(highest, height);
        }
        height = highest + 1;
        return shared(JsonArray.of(items), items.size());
    }

    private Object shared(Object tree, int size) {
        return size <= LARGEST_SHARED && height <= HIGHEST_SHARED ? trees.shared(tree) : tree;
    }

    private String name(JsonParser parser) throws IOException {
        return text(parser.currentName());
    }

    private String text(String text) {
        return text.length() <= LONGEST_SHARED ? texts.shared(text) : text;
    }
}
