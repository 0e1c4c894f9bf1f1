package dev.ordinal.cluster.live;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.ordinal.cluster.WatchedKind;
import dev.ordinal.manifest.JsonObject;
import java.io.IOException;

/** Reads the changes that a watch tells of, each an object with {@code type} and {@code object}. */
final class ChangeReader {

    private final ObjectDecoder decoder;
    private final WatchedKind watched;
    private final ServedKind served;

    /**
     * A change.
     *
     * @param type as the API server names it, such as {@code MODIFIED}
     * @param object what it is about: an object of the kind, reduced, or for an error all of the error
     */
    record Change(String type, JsonObject object) {}

    ChangeReader(ObjectDecoder decoder, WatchedKind watched, ServedKind served) {
        this.decoder = decoder;
        this.watched = watched;
        this.served = served;
    }

    /** Reads a change from its start. */
    Change read(JsonParser parser) throws IOException {
        String type = "";
        JsonObject object = JsonObject.EMPTY;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "type" -> type = parser.getText();
                case "object" ->
                    object = type.equals("ERROR") ? decoder.tree(parser) : decoder.object(parser, watched, served);
                default -> parser.skipChildren();
            }
        }
        return new Change(type, object);
    }
}
