package dev.ordinal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.manifest.Problem;
import dev.ordinal.manifest.SourcePosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever happens to a policy file, it is read: what cannot be used is a problem with a place in the file. */
class MangledPolicyFilesTest {

    private static final List<String> PIECES = List.of(
            "", ":", " ", "\n", "  ", "-", "{", "}", "[", "]", "'", "\"", "|", ">", "&a ", "*a", "!", "#", "\t", "x",
            "7");

    /** A change of a text: so much of it, from there on, is something else. */
    record Slip(int at, int length, String instead) {
        String in(String text) {
            int start = Math.floorMod(at, text.length() + 1);
            int end = Math.min(text.length(), start + length);
            return text.substring(0, start) + instead + text.substring(end);
        }
    }

    @Property(tries = 400)
    void isRead(@ForAll("texts") String text, @ForAll("slips") List<Slip> slips) {
        String mangled = text;
        for (Slip slip : slips) {
            mangled = slip.in(mangled);
        }
        PolicyFiles files = TestPolicies.read(mangled);
        List<String> lines = mangled.lines().toList();
        assertThat(files.problems()).extracting(Problem::position).allSatisfy(place -> isWithin(lines, place));
        for (Policy policy : files.policies()) {
            expressions(policy).forEach(expression -> {
                isWithin(lines, expression.start());
                isWithin(lines, expression.origin().at(1, expression.text().length()));
            });
        }
    }

    private static Stream<Expression> expressions(Policy policy) {
        Stream<Expression> added = Stream.concat(
                policy.mutations().steps().stream().map(Policy.Mutation::expression),
                policy.mutations().creations().stream().map(Policy.Named::expression));
        Stream<Expression> judging = Stream.concat(
                policy.variables().stream().map(Policy.Named::expression),
                policy.validations().stream()
                        .flatMap(rule ->
                                Stream.concat(Stream.of(rule.expression()), rule.messageExpression().stream())));
        return Stream.concat(added, judging);
    }

    private static void isWithin(List<String> lines, SourcePosition place) {
        assertThat(place.line()).isLessThanOrEqualTo(lines.size() + 1);
        String line = place.line() > lines.size() ? "" : lines.get(place.line() - 1);
        assertThat(place.column()).isLessThanOrEqualTo(line.length() + 1);
    }

    @Provide
    Arbitrary<String> texts() throws IOException {
        Path good = Path.of("src/test/resources/policy/good");
        return Arbitraries.of(
                Files.readString(good.resolve("full.yaml")),
                Files.readString(good.resolve("full.test.yaml")),
                Files.readString(good.resolve("mutations.yaml")),
                Files.readString(good.resolve("exception.yaml")));
    }

    @Provide
    Arbitrary<List<Slip>> slips() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 4_000),
                        Arbitraries.integers().between(0, 6),
                        Arbitraries.of(PIECES))
                .as(Slip::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
    }
}
