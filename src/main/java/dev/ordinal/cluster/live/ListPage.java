package dev.ordinal.cluster.live;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.ordinal.cluster.WatchedKind;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * What a part of a list says of the whole.
 *
 * @param version the state of the cluster that the list shows
 * @param rest what to ask for to get the next part; empty if this is the last
 */
record ListPage(String version, String rest) {

    /**
     * Reads a part of a list and hands each object over.
     *
     * @throws IOException if it is no list, or ends early
     */
    static ListPage read(
            ApiAnswer.Body body,
            ObjectDecoder decoder,
            WatchedKind watched,
            ServedKind served,
            Consumer<Manifest> items)
            throws IOException {
        JsonObject metadata = JsonObject.EMPTY;
        try (JsonParser parser = ObjectDecoder.parser(body.json())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("the API server sent no list");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken token = parser.nextToken();
                if (field.equals("metadata") && token == JsonToken.START_OBJECT) {
                    metadata = decoder.tree(parser);
                } else if (field.equals("items") && token == JsonToken.START_ARRAY) {
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        items.accept(Manifest.of(decoder.object(parser, watched, served)));
                    }
                } else {
                    parser.skipChildren();
                }
            }
            ObjectDecoder.finish(parser);
        }
        return new ListPage(
                metadata.text("resourceVersion").orElse(""),
                metadata.text("continue").orElse(""));
    }
}
