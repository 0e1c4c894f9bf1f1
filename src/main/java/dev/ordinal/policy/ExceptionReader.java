package dev.ordinal.policy;

import dev.ordinal.policy.PolicyException.Subject;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Reads a document of kind PolicyException. */
final class ExceptionReader {

    private ExceptionReader() {}

    /**
     * Reads an exception.
     *
     * @param header what the document says around it
     * @return an exception of which only a sound document may make use
     */
    static Optional<PolicyException> read(Header header, Node spec) {
        return spec.fields(Shape.EXCEPTION)
                .map(fields -> new PolicyException(
                        header.name(),
                        fields.name("policy"),
                        fields.items("rules", Names::label),
                        fields.someItems("subjects", "needs at least one subject", ExceptionReader::subject),
                        fields.words("reason"),
                        fields.find("expires").flatMap(ExceptionReader::date),
                        header.position()));
    }

    private static Optional<Subject> subject(Node node) {
        return node.fields(Shape.SUBJECT)
                .map(fields -> new Subject(fields.line("kind"), fields.line("namespace"), fields.line("name")));
    }

    private static Optional<LocalDate> date(Node node) {
        return node.line().flatMap(text -> {
            try {
                return Optional.of(LocalDate.parse(text));
            } catch (DateTimeParseException _) {
                node.wrong("`" + text + "` is not a date; expected one such as `2027-01-31`");
                return Optional.empty();
            }
        });
    }
}
