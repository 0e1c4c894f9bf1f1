package dev.ordinal.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntaxAdviceTest {

    private static final String TEMPLATE =
            "TEMPLATE %s this looks like an unrendered template (Helm, Jinja …); render it"
                    + " first, with `helm template` or the tool that it is written for";

    /** In the texts ⏎ stands for a line's end, → for a tab and ␣ for a no-break space. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '´',
            value = {
                "a:⏎→b: 1 | 2:1 a tab indents this line; YAML wants blanks",
                "a:⏎  c: 1⏎  →b: 1 | 3:3 a tab indents this line; YAML wants blanks",
                "- →- a | 1:4 a tab stands here; YAML wants blanks",
                "a: \"b⏎c: d | 1:4 the quote that opens here is never closed",
                "a: 'b⏎c: d | 1:4 the quote that opens here is never closed",
                "a: \"b⏎c: \"d\"⏎ | 1:4 the quote that opens here is not closed in this line",
                "a: \"\\d\" | 1:6 this backslash begins no escape that YAML knows; write it twice, or use single quotes",
                "a: 1⏎b:2⏎c: 3 | 2:1 a blank is missing after the colon; write `b: 2`",
                "a:1⏎c: 3 | 1:1 a blank is missing after the colon; write `a: 1`",
                "x:⏎- a:1⏎  c: 3 | 2:1 a blank is missing after the colon; write `- a: 1`",
                "a: 1⏎b⏎c: 3 | 2:1 expected `key: value`, but this line has no colon after its key",
                "a: b: c | 1:5 a value that holds `: ` needs quotes",
                "a: b⏎  c: d | 2:4 a map cannot begin here; is the indentation right, and has the key above no value of its own?",
                "a:⏎    b: 1⏎  c: 1 | 3:3 this does not fit what stands above it; is its indentation right?",
                "a:⏎- b: 1⏎ - c: 1 | 3:2 this does not fit what stands above it; is its indentation right?",
                "a: 1⏎b: 2⏎␣⏎c | 3:1 a no-break space (U+00A0) stands here; YAML wants plain blanks",
                "a:␣1⏎b: 2 | 1:3 a no-break space (U+00A0) stands here; YAML wants plain blanks",
                "a:⏎␣␣b: 2 | 2:1 the key begins with a no-break space (U+00A0); YAML wants plain blanks",
                "a: @b | 1:4 a text that begins with `@` needs quotes",
                "a: `b` | 1:4 a text that begins with a backtick needs quotes",
                "a: *.b | 1:4 a text that begins with `*` needs quotes",
                "a: *b | 1:4 `*b` stands for nothing: no `&b` comes before it in the document; a text that begins with `*` needs quotes",
                "a: & b | 1:4 a text that begins with `&` needs quotes",
                "a: [1, 2⏎b: 3 | 2:2 expected a comma or the end of the `[` of line 1",
                "a: {b: 1⏎ | 1:4 the `{` that opens here is never closed",
                "a: [1,⏎ | 2:1 not YAML: expected the node content, but found '<stream end>'",
                "a: ] | 1:4 not YAML: expected the node content, but found ']'",
                "a: 1⏎...⏎b: 1 | 3:1 the document ended above; the next one begins with `---`",
                "a: 1⏎<<<<<<< HEAD⏎b: 1⏎=======⏎b: 2⏎>>>>>>> x | 2:1 a merge conflict is unresolved here",
                "a: 1⏎b: \"\\U99999999\" | 2:2 what comes next is not YAML; perhaps an escape such as `\\x` lacks its digits",
                "a: 1⏎b: ⍾x | 2:4 the control character U+0007 is not allowed"
            })
    void saysWhatIsWrong(String text, String problem) {
        assertThat(Reading.documents(text(text)).problems())
                .extracting(Reading::told)
                .containsExactly("SYNTAX " + problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '´',
            value = {
                "{{- if .x }}⏎a: 1⏎{{- end }} | 1:1",
                "a: {{ .x }} | 1:4",
                "a: {{ include \"x\" . }}-b | 1:4",
                "a:⏎  {{- toYaml . | 2:3",
                "a:⏎{% if x %}⏎  b: 1⏎{% endif %} | 2:1",
                "a: 1⏎b: c⏎  d: 1⏎  {{ x }} | 4:3",
                "a: {{ x }}⏎---⏎a: {{ y }} | 1:4"
            })
    void recognisesTemplatesOncePerFile(String text, String place) {
        ReadFile file = Reading.documents(text(text));

        assertThat(file.documents()).isEmpty();
        assertThat(file.problems()).extracting(Reading::told).containsExactly(TEMPLATE.formatted(place));
    }

    private static String text(String written) {
        return written.replace('⏎', '\n')
                .replace('→', '\t')
                .replace('␣', '\u00A0')
                .replace('⍾', '\u0007');
    }

    @Test
    @SuppressWarnings("StringConcatToTextBlock") // the line ends are seen
    void aParameterOrABraceInQuotesIsNoTemplate() {
        ManifestSet read = Reading.manifests("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n"
                + "data:\n  a: ${NAME}\n  b: ${{REPLICAS}}\n  c: '{{path}}'\n  d: |\n    {% x %}\n");

        assertThat(read.problems()).isEmpty();
        assertThat(read.manifests()).hasSize(1);
    }

    @Test
    void aNameWithBracesIsATemplate() {
        assertThat(Reading.problem("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: '{{ .Release.Name }}'\n"))
                .isEqualTo(TEMPLATE.formatted("4:3"));
    }

    @Test
    void controlCharactersAreFoundFarFromTheStart() {
        String text = "a: 1\n".repeat(3) + "b: " + "é".repeat(5000) + "\n😀: \u0001\n";

        assertThat(Reading.documents(text).problems())
                .extracting(Reading::told)
                .containsExactly("SYNTAX 5:4 the control character U+0001 is not allowed");
    }
}
