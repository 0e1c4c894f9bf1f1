package dev.ordinal.cel;

import dev.cel.common.exceptions.CelBadFormatException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What came of reading a text: a value, or the reason why there is none. */
sealed interface Parsed<T> {

    /** The text was well formed. */
    record Value<T>(T value) implements Parsed<T> {}

    /** The text was not well formed; the reason reads on after a colon. */
    record Malformed<T>(String reason) implements Parsed<T> {}

    /** The value, if there is one. */
    default Optional<T> toOptional() {
        return switch (this) {
            case Value<T>(T value) -> Optional.of(value);
            case Malformed<T> _ -> Optional.empty();
        };
    }

    /** Whether there is a value. */
    default boolean isValue() {
        return this instanceof Value;
    }

    /** The result of reading on from the value. */
    default <R> Parsed<R> then(Function<T, Parsed<R>> next) {
        return switch (this) {
            case Value<T>(T value) -> next.apply(value);
            case Malformed<T>(String reason) -> new Malformed<>(reason);
        };
    }

    /** The same, with another reason if there is no value. */
    default Parsed<T> because(UnaryOperator<String> reason) {
        return switch (this) {
            case Value<T> value -> value;
            case Malformed<T>(String old) -> new Malformed<>(reason.apply(old));
        };
    }

    /** The value; a CEL error of the message given, followed by the reason, if there is none. */
    default T orCelError(String message) {
        return switch (this) {
            case Value<T>(T value) -> value;
            case Malformed<T>(String reason) -> throw new CelBadFormatException(message + reason);
        };
    }
}
