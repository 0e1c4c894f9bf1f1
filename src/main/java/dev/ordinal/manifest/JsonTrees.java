package dev.ordinal.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.Serial;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one JSON document into a tree, without the places of its fields: for what came over a wire, where nobody
 * looks at lines. Of a name that an object has twice the last value counts. Safe for use by several threads.
 */
public final class JsonTrees {

    /** The text is not JSON, or larger or deeper than the limits; the message says what and where. */
    public static final class NotJson extends Exception {
        @Serial
        private static final long serialVersionUID = 1L;

        NotJson(String message) {
            super(message, null, false, false);
        }

        /** What is wrong, one line without a final full stop. */
        public String reason() {
            return String.valueOf(getMessage());
        }
    }

    /** Fields of an object up to which a scan finds a name faster than hashing does. */
    private static final int SCANNED_AT_MOST = 16;

    private final ReadLimits limits;
    private final JsonFactory factory;

    /** Makes a decoder that takes documents within the limits of depth and of number of values. */
    public JsonTrees(ReadLimits limits) {
        this.limits = limits;
        this.factory = JsonInput.factory(limits);
    }

    /**
     * Decodes.
     *
     * @param json UTF-8, or another encoding that JSON allows
     * @return a tree value, see {@link JsonObject}
     */
    public Object decode(byte[] json) throws NotJson {
        try (JsonParser parser = factory.createParser(json)) {
            if (parser.nextToken() == null) {
                throw new NotJson("nothing where a JSON document was expected");
            }
            Object value = new Decoding(parser, limits).value(0);
            if (parser.nextToken() != null) {
                throw new NotJson(at(parser.currentTokenLocation()) + "text follows the end of the document");
            }
            return value;
        } catch (JsonEOFException bad) {
            throw new NotJson(at(bad.getLocation()) + "it ends before everything that opens is closed");
        } catch (JsonProcessingException bad) {
            throw new NotJson(at(bad.getLocation()) + firstLine(bad.getOriginalMessage()));
        } catch (IOException bad) {
            throw new NotJson("not text in UTF-8: " + firstLine(bad.getMessage()));
        }
    }

    private static String at(@Nullable JsonLocation place) {
        return place == null ? "" : "line " + place.getLineNr() + ", column " + place.getColumnNr() + ": ";
    }

    private static String firstLine(@Nullable String message) {
        String line = message == null ? "" : message.lines().findFirst().orElse("");
        return line.isEmpty() ? "cannot be read" : Character.toLowerCase(line.charAt(0)) + line.substring(1);
    }

    /** One document that is being decoded. */
    private static final class Decoding {
        private final JsonParser parser;
        private final ReadLimits limits;
        private final TextPool pool = new TextPool();
        private int values;

        Decoding(JsonParser parser, ReadLimits limits) {
            this.parser = parser;
            this.limits = limits;
        }

        /** The value, that deep within others, that starts at the parser's token; the parser ends at its last token. */
        Object value(int depth) throws IOException, NotJson {
            if (++values > limits.nodes()) {
                throw bad("the document holds more than " + limits.nodes() + " values");
            }
            return switch (parser.currentToken()) {
                case START_OBJECT -> object(deeper(depth));
                case START_ARRAY -> array(deeper(depth));
                case VALUE_STRING -> pool.shared(parser.getText());
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
                case VALUE_TRUE -> true;
                case VALUE_FALSE -> false;
                case VALUE_NULL -> JsonObject.NULL;
                case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                    throw new IllegalStateException(parser.currentToken().toString());
            };
        }

        private int deeper(int depth) throws NotJson {
            if (depth >= limits.depth()) {
                throw bad("objects and lists are nested more than " + limits.depth() + " levels deep");
            }
            return depth + 1;
        }

        private JsonObject object(int depth) throws IOException, NotJson {
            var names = new String[8];
            var objects = new Object[8];
            int count = 0;
            @Nullable Map<String, Integer> index = null;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = pool.shared(parser.currentName());
                parser.nextToken();
                Object value = value(depth);
                if (count == SCANNED_AT_MOST && index == null) {
                    index = indexed(names, count);
                }
                int old = index == null ? scanned(names, count, name) : index.getOrDefault(name, -1);
                if (old >= 0) {
                    objects[old] = value;
                    continue;
                }
                if (count == names.length) {
                    names = Arrays.copyOf(names, count * 2);
                    objects = Arrays.copyOf(objects, count * 2);
                }
                if (index != null) {
                    index.put(name, count);
                }
                names[count] = name;
                objects[count++] = value;
            }
            return count == 0
                    ? JsonObject.EMPTY
                    : new JsonObject(new Fields(Arrays.copyOf(names, count), Arrays.copyOf(objects, count)));
        }

        private static Map<String, Integer> indexed(String[] names, int count) {
            var index = new HashMap<String, Integer>();
            for (int i = 0; i < count; i++) {
                index.put(names[i], i);
            }
            return index;
        }

        private static int scanned(String[] names, int count, String name) {
            for (int i = 0; i < count; i++) {
                if (names[i].equals(name)) {
                    return i;
                }
            }
            return -1;
        }

        private JsonArray array(int depth) throws IOException, NotJson {
            var items = new Object[8];
            int count = 0;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (count == items.length) {
                    items = Arrays.copyOf(items, count * 2);
                }
                items[count++] = value(depth);
            }
            return JsonArray.ofItems(Arrays.copyOf(items, count));
        }

        private Object number() throws IOException, NotJson {
            Optional<Object> number = JsonInput.number(parser);
            if (number.isEmpty()) {
                throw bad("a number is too large");
            }
            return number.get();
        }

        private NotJson bad(String what) {
            return new NotJson(at(parser.currentTokenLocation()) + what);
        }
    }
}
