package dev.ordinal.engine;

import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The type of a value in an object of the Kubernetes API. */
sealed interface Shape {

    /** What the API server takes in the place of a null, and what stands in for a list's item of a wrong type. */
    Object zero();

    /** What a value of this type is called in a message. */
    String words();

    /** The types whose values hold no others, and the type of values that are not looked into. */
    enum Scalar implements Shape {
        TEXT("text"),
        INTEGER("a whole number"),
        LONG("a whole number"),
        BOOLEAN("true or false"),
        QUANTITY("a quantity such as 10Gi"),
        INTEGER_OR_TEXT("a whole number or text"),
        ANY("anything");

        private final String words;

        Scalar(String words) {
            this.words = words;
        }

        @Override
        public Object zero() {
            return switch (this) {
                case TEXT -> "";
                case INTEGER, LONG, INTEGER_OR_TEXT -> 0L;
                case BOOLEAN -> false;
                case QUANTITY -> "0";
                case ANY -> JsonObject.NULL;
            };
        }

        @Override
        public String words() {
            return words;
        }
    }

    /** A list whose items are all of one type. */
    record ListOf(Shape item) implements Shape {
        @Override
        public Object zero() {
            return JsonArray.EMPTY;
        }

        @Override
        public String words() {
            return "a list";
        }
    }

    /** A map from any text to values of one type, such as labels. */
    record MapOf(Shape value) implements Shape {
        @Override
        public Object zero() {
            return JsonObject.EMPTY;
        }

        @Override
        public String words() {
            return "an object";
        }
    }

    /** A map with known fields. Its fields are read from the table when they are first asked for. */
    final class Struct implements Shape {
        private final String name;
        private final String lines;
        private final ShapeTable table;
        private volatile @Nullable Map<String, Shape> fields;

        /**
         * Makes the type.
         *
         * @param name its name in the table
         * @param lines its indented lines there
         * @param table resolves the names of other types
         */
        Struct(String name, String lines, ShapeTable table) {
            this.name = name;
            this.lines = lines;
            this.table = table;
        }

        String lines() {
            return lines;
        }

        Map<String, Shape> fields() {
            Map<String, Shape> known = fields;
            if (known == null) {
                known = table.fields(lines);
                fields = known;
            }
            return known;
        }

        @Override
        public Object zero() {
            return JsonObject.EMPTY;
        }

        @Override
        public String words() {
            return "an object";
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
