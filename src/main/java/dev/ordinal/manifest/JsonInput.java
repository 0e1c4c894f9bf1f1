package dev.ordinal.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.Optional;

/** How JSON is read, whether from a file or from a wire. */
final class JsonInput {

    private JsonInput() {}

    /** Makes parsers that go one level deeper than the limits allow, so that their reader can say what is wrong. */
    static JsonFactory factory(ReadLimits limits) {
        return JsonFactory.builder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.depth() + 1)
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNameLength(Integer.MAX_VALUE)
                        .build())
                .build();
    }

    /** The number at the parser's token as a tree value; empty if it is larger than any of those. */
    static Optional<Object> number(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return Optional.of(parser.getLongValue());
        }
        double value = parser.getDoubleValue();
        return Double.isInfinite(value) ? Optional.empty() : Optional.of(value);
    }
}
