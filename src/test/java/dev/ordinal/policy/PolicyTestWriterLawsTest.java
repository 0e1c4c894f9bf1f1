package dev.ordinal.policy;

import static dev.ordinal.policy.PolicyTestWriterTest.FULL;
import static dev.ordinal.policy.PolicyTestWriterTest.HEAD;
import static dev.ordinal.policy.PolicyTestWriterTest.SHORT;
import static dev.ordinal.policy.PolicyTestWriterTest.cases;
import static dev.ordinal.policy.PolicyTestWriterTest.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.manifest.Input;
import dev.ordinal.manifest.SourceFile;
import dev.ordinal.policy.PolicyTest.Case;
import dev.ordinal.policy.PolicyTest.Expected;
import dev.ordinal.policy.PolicyTestWriter.Found;
import dev.ordinal.policy.PolicyTestWriter.Updated;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PolicyTestWriterLawsTest {

    /** Writing something else and then the old again says what the file said. */
    @Test
    void canWriteEveryCaseOfThePoliciesThatComeWithOrdinal() {
        List<PolicyTest> tests =
                PolicyReader.read(List.of(Input.path(Path.of("policies")))).tests();
        assertThat(tests).isNotEmpty().allSatisfy(test -> {
            Updated away = PolicyTestWriter.update(
                    test.file(),
                    test.cases().stream()
                            .map(one -> new Found(one, List.of(FULL, SHORT), List.of("r")))
                            .toList());
            assertThat(away.left()).isEmpty();
            List<Case> changed = cases(away.text());
            assertThat(changed).extracting(Case::expect).containsOnly(List.of(FULL, SHORT));
            var back = new ArrayList<Found>();
            for (int i = 0; i < changed.size(); i++) {
                Case old = test.cases().get(i);
                back.add(new Found(changed.get(i), old.expect(), old.notKnown()));
            }
            Updated again = PolicyTestWriter.update(new SourceFile("p.yaml", away.text()), back);
            assertThat(again.left()).isEmpty();
            assertThat(cases(again.text()))
                    .extracting(Case::expect)
                    .isEqualTo(test.cases().stream().map(Case::expect).toList());
        });
    }

    /** Any message can be written and is read back. */
    @Property
    void writesAnyText(@ForAll String message) {
        String line = message.strip();
        if (line.isEmpty()
                || line.indexOf('\n') >= 0
                || !line.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
            return;
        }
        var finding = new Expected("r", Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(line));
        for (String text : List.of(HEAD + "  - name: one\n", HEAD + "  - {name: one}\n")) {
            String written = update(text, List.of(finding), List.of()).orElseThrow();
            assertThat(cases(written).getFirst().expect()).containsExactly(finding);
        }
    }
}
