package dev.ordinal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.PatchFailedException;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class UnifiedDiffTest {

    @Test
    void equalTextsHaveNone() {
        assertThat(UnifiedDiff.of("a.yaml", "a\n", "a\n")).isEmpty();
    }

    @Test
    void aLineThatNothingEndsIsMarked() {
        assertThat(UnifiedDiff.of("./x/../a.yaml", "a", "a\n")).isEqualTo("""
                --- a/a.yaml
                +++ b/a.yaml
                @@ -1,1 +1,1 @@
                -a
                \\ No newline at end of file
                +a
                """);
    }

    @Test
    void namesAreThoseOfThePresentFolder() {
        Path here = Path.of("").toAbsolutePath();

        assertThat(UnifiedDiff.of(here.resolve("web.yaml").toString(), "", "a\n"))
                .startsWith("--- a/web.yaml\n+++ b/web.yaml\n@@ -0,0 +1,1 @@\n+a\n");
        assertThat(UnifiedDiff.of("/x/with blank.yaml", "", "a\n")).startsWith("--- a/x/with blank.yaml\t\n");
        assertThat(UnifiedDiff.of("tab\tö.yaml", "", "a\n")).startsWith("--- \"a/tab\\011\\303\\266.yaml\"\n");
    }

    @Property(tries = 300)
    void appliedItGivesTheOtherText(
            @ForAll @Size(min = 1, max = 30)
                    List<@StringLength(max = 2) @CharRange(from = 'a', to = 'c') String> before,
            @ForAll @Size(min = 1, max = 30) List<@StringLength(max = 2) @CharRange(from = 'a', to = 'c') String> after)
            throws PatchFailedException {
        String diff = UnifiedDiff.of("a", ended(before), ended(after));

        List<String> applied =
                UnifiedDiffUtils.parseUnifiedDiff(diff.lines().toList()).applyTo(before);

        assertThat(applied).isEqualTo(after);
    }

    private static String ended(List<String> lines) {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }
}
