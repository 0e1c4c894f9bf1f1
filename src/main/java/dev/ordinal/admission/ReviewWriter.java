package dev.ordinal.admission;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;

/**
 * Writes the review that answers a request. A denial is a 403: on a 422 some operators delete and recreate the object.
 * Safe for use by several threads.
 */
public final class ReviewWriter {

    private static final int FORBIDDEN = 403;

    private final JsonFactory factory = new JsonFactory();

    /** The review as JSON in UTF-8. */
    public byte[] write(String uid, Answer answer) {
        var out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = factory.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("apiVersion", ReviewReader.API_VERSION);
            json.writeStringField("kind", ReviewReader.KIND);
            json.writeObjectFieldStart("response");
            json.writeStringField("uid", uid);
            json.writeBooleanField("allowed", answer.allowed());
            if (!answer.allowed()) {
                json.writeObjectFieldStart("status");
                json.writeNumberField("code", FORBIDDEN);
                json.writeStringField("reason", "Forbidden");
                json.writeStringField("message", answer.message());
                json.writeEndObject();
            }
            if (!answer.patch().operations().isEmpty()) {
                json.writeStringField("patchType", "JSONPatch");
                json.writeStringField(
                        "patch",
                        Base64.getEncoder().encodeToString(tree(answer.patch().toTree())));
            }
            if (!answer.warnings().isEmpty()) {
                json.writeArrayFieldStart("warnings");
                for (String warning : answer.warnings()) {
                    json.writeString(warning);
                }
                json.writeEndArray();
            }
            if (!answer.annotations().isEmpty()) {
                json.writeObjectFieldStart("auditAnnotations");
                for (Map.Entry<String, String> annotation : answer.annotations().entrySet()) {
                    json.writeStringField(annotation.getKey(), annotation.getValue());
                }
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private byte[] tree(JsonArray patch) throws IOException {
        var out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = factory.createGenerator(out)) {
            write(patch, json);
        }
        return out.toByteArray();
    }

    private static void write(Object value, JsonGenerator json) throws IOException {
        switch (value) {
            case JsonObject object -> {
                json.writeStartObject();
                for (Map.Entry<String, Object> field : object.entrySet()) {
                    json.writeFieldName(field.getKey());
                    write(field.getValue(), json);
                }
                json.writeEndObject();
            }
            case JsonArray list -> {
                json.writeStartArray();
                for (Object item : list) {
                    write(item, json);
                }
                json.writeEndArray();
            }
            case String text -> json.writeString(text);
            case Boolean truth -> json.writeBoolean(truth);
            case Double number -> json.writeNumber(number);
            case Number number -> json.writeNumber(number.longValue());
            default -> json.writeNull();
        }
    }
}
