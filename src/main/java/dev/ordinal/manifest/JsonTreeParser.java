package dev.ordinal.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.ordinal.manifest.Problem.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of one chunk of a file into trees with positions: one document, or several one after the other. For
 * one thread.
 */
final class JsonTreeParser {

    private final JsonFactory factory;
    private final TreeBuilder builder;

    JsonTreeParser(ReadLimits limits, TreeBuilder builder) {
        this.factory = JsonInput.factory(limits);
        this.builder = builder;
    }

    /**
     * Reads a chunk.
     *
     * @param documents takes each document as soon as it is complete
     * @throws BadDocument if the chunk cannot be read on
     */
    void parse(Chunk chunk, DocumentSink documents) throws BadDocument {
        var places = new Places(chunk);
        try (JsonParser parser = factory.createParser(places.json())) {
            builder.reset();
            int depth = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                long place = places.of(parser.currentTokenLocation());
                switch (token) {
                    case START_OBJECT -> {
                        builder.beginObject(place);
                        depth++;
                    }
                    case START_ARRAY -> {
                        builder.beginArray(place);
                        depth++;
                    }
                    case END_OBJECT, END_ARRAY -> {
                        builder.end();
                        depth--;
                    }
                    case FIELD_NAME -> builder.name(parser.currentName(), place);
                    case VALUE_STRING -> builder.text(parser.getText(), place);
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> builder.scalar(number(parser, place), place);
                    case VALUE_TRUE -> builder.scalar(true, place);
                    case VALUE_FALSE -> builder.scalar(false, place);
                    case VALUE_NULL -> builder.scalar(JsonObject.NULL, place);
                    case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> throw new IllegalStateException(token.toString());
                }
                if (depth == 0) {
                    finish(documents);
                }
            }
        } catch (JsonEOFException bad) {
            throw new BadDocument(
                    Kind.SYNTAX,
                    places.of(bad.getLocation()),
                    "not JSON: it ends before everything that opens is closed");
        } catch (JsonProcessingException bad) {
            throw new BadDocument(Kind.SYNTAX, places.of(bad.getLocation()), "not JSON: " + lowerCase(bad));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void finish(DocumentSink documents) throws BadDocument {
        Node root = builder.root();
        if (root != null && !root.value().equals(JsonObject.NULL)) {
            documents.accept(new DocumentSink.Parsed(root, builder.clashes(), List.of()));
        }
        builder.reset();
    }

    private static Object number(JsonParser parser, long place) throws IOException, BadDocument {
        Optional<Object> number = JsonInput.number(parser);
        if (number.isEmpty()) {
            throw new BadDocument(Kind.SYNTAX, place, "the number " + parser.getText() + " is too large");
        }
        return number.get();
    }

    private static String lowerCase(JsonProcessingException bad) {
        String message = bad.getOriginalMessage();
        return message.isEmpty() ? "" : Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }

    /** Turns the library's locations, which count UTF-16 units from the chunk's start, into places in the file. */
    private static final class Places {
        private final String json;
        private final int linesBefore;
        private final boolean hasPairs;

        Places(Chunk chunk) {
            String text = chunk.text();
            this.json = text.startsWith("---") ? "   " + text.substring(3) : text;
            this.linesBefore = chunk.firstLine() - 1;
            this.hasPairs = text.chars().anyMatch(c -> Character.isSurrogate((char) c));
        }

        String json() {
            return json;
        }

        long of(@Nullable JsonLocation location) {
            if (location == null) {
                return Positions.place(linesBefore + 1, 1);
            }
            int column = Math.max(location.getColumnNr(), 1);
            if (hasPairs) {
                int offset = (int) location.getCharOffset();
                int start = Math.max(0, offset - (column - 1));
                column = json.codePointCount(start, Math.min(offset, json.length())) + 1;
            }
            return Positions.place(linesBefore + Math.max(location.getLineNr(), 1), column);
        }
    }
}
