package dev.ordinal.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** How the reports write JSON: as a stream, indented by two blanks, the writer left open. */
public final class Json {

    private static final JsonFactory FACTORY =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private Json() {}

    /** Writes a document's one value. */
    public interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    /** Writes a part of a document. */
    interface Part<T> {
        void write(T value, JsonGenerator json) throws IOException;
    }

    /** Writes one document, ended by a line end, and flushes. */
    public static void document(Writer out, Content content) throws IOException {
        var indenter = new DefaultIndenter("  ", "\n");
        var separators = Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withArrayEmptySeparator("")
                .withObjectEmptySeparator("");
        var printer = new DefaultPrettyPrinter(separators)
                .withObjectIndenter(indenter)
                .withArrayIndenter(indenter);
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.setPrettyPrinter(printer);
            content.write(json);
        }
        out.write('\n');
        out.flush();
    }

    /** Writes a field that holds a list of objects. */
    static <T> void objects(JsonGenerator json, String field, List<T> items, Part<T> fields) throws IOException {
        json.writeArrayFieldStart(field);
        for (T item : items) {
            json.writeStartObject();
            fields.write(item, json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
