package dev.ordinal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.manifest.SourceFile;
import dev.ordinal.policy.PolicyTest.Case;
import dev.ordinal.policy.PolicyTest.Expected;
import dev.ordinal.policy.PolicyTestWriter.Found;
import dev.ordinal.policy.PolicyTestWriter.Updated;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTestWriterTest {

    static final String HEAD = """
            # The cases.
            apiVersion: ordinal.dev/v1alpha1
            kind: PolicyTest
            metadata: {name: p} # of p
            spec:
              objects:
                web: {apiVersion: apps/v1, kind: StatefulSet, metadata: {name: web}}
              cases:
            """;

    static final Expected FULL = new Expected(
            "rule-one",
            Optional.of(Action.DENY),
            Optional.of("StatefulSet/web"),
            Optional.of("metadata.labels['a.b/c']"),
            Optional.of("it's not: good # really"));

    static final Expected SHORT =
            new Expected("two", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private static final String FULL_BLOCK = """
              - rule: rule-one
                action: Deny
                subject: StatefulSet/web
                fieldPath: "metadata.labels['a.b/c']"
                message: "it's not: good # really"
            """.stripTrailing();

    @Test
    void writesFindingsInPlaceOfNone() {
        assertThat(updated("""
                  - name: one   # first
                    expect: []  # none yet

                  # the second
                  - name: two
                """, List.of(FULL, SHORT), List.of())).isEqualTo("""
                  - name: one   # first
                    expect:
                """ + FULL_BLOCK.indent(2) + """
                    - rule: two  # none yet

                  # the second
                  - name: two
                """);
    }

    @Test
    void writesNoneInPlaceOfFindings() {
        assertThat(updated("""
                  - name: one
                    expect:
                    - rule: a
                      message: >
                        some
                        text

                    # still a finding
                    - {rule: b}

                    # of the parameters
                    params: {}
                """, List.of(), List.of())).isEqualTo("""
                  - name: one

                    # of the parameters
                    params: {}
                """);
    }

    @Test
    void replacesIndentedFindings() {
        assertThat(updated("""
                  - expect:
                      - rule: a
                      - rule: b
                    name: one
                """, List.of(SHORT), List.of())).isEqualTo("""
                  - expect:
                    - rule: two
                    name: one
                """);
    }

    @Test
    void replacesFindingsOfSeveralLinesInBrackets() {
        assertThat(updated("""
                  - name: one
                    expect: [ {rule: a, message: "]"}, # ]
                      {rule: b, message: 'it''s }'} ] # end
                    partial: true
                """, List.of(SHORT), List.of())).isEqualTo("""
                  - name: one
                    expect:
                    - rule: two # end
                    partial: true
                """);
    }

    @Test
    void addsWhatIsMissing() {
        assertThat(updated("""
                  - name: one
                    objects:
                    - web

                  - name: two
                """, List.of(SHORT), List.of("x", "z"))).isEqualTo("""
                  - name: one
                    objects:
                    - web
                    expect:
                    - rule: two
                    notKnown: [x, z]

                  - name: two
                """);
    }

    @Test
    void addsToTheEndOfAFileWithoutALastLineBreak() {
        assertThat(updated("  - name: one", List.of(SHORT), List.of()))
                .isEqualTo("  - name: one\n    expect:\n    - rule: two");
    }

    @Test
    void replacesRulesThatAreNotKnown() {
        assertThat(updated("""
                  - name: one
                    notKnown:
                    - a
                    - b
                    expect: []
                """, List.of(), List.of("c"))).isEqualTo("""
                  - name: one
                    notKnown: [c]
                    expect: []
                """);
    }

    @Test
    void takesAwayRulesThatAreKnown() {
        assertThat(updated("""
                  - name: one
                    notKnown: [a]
                    expect: []
                """, List.of(), List.of())).isEqualTo("""
                  - name: one
                    expect: []
                """);
        assertThat(updated("""
                  - notKnown: [a] # why
                    name: one
                    expect: []
                """, List.of(), List.of())).isEqualTo("""
                  - notKnown: [] # why
                    name: one
                    expect: []
                """);
    }

    @Test
    void putsWhatIsFoundInPlaceOfWhatIsNot() {
        assertThat(updated("""
                  - name: one
                    notKnown: [a]
                """, List.of(SHORT), List.of())).isEqualTo("""
                  - name: one
                    expect:
                    - rule: two
                """);
        assertThat(updated("""
                  - name: one
                    expect: [{rule: a}]
                """, List.of(), List.of("a"))).isEqualTo("""
                  - name: one
                    notKnown: [a]
                """);
    }

    @Test
    void indentsListsAsTheFileDoes() {
        String text = HEAD.replace("  cases:", "  cases: # two") + "    - name: one\n    - name: two\n";
        assertThat(update(text, List.of(SHORT), List.of("a")))
                .contains(
                        HEAD.replace("  cases:", "  cases: # two")
                                + "    - name: one\n      expect:\n        - rule: two\n      notKnown: [a]\n    - name: two\n");
    }

    @Test
    void writesIntoBraces() {
        assertThat(updated("""
                  - {name: one, expect: [], notKnown: [a]}
                  - {name: two}
                """, List.of(FULL, SHORT), List.of())).isEqualTo("""
                  - {name: one, expect: [{rule: rule-one, action: Deny, subject: StatefulSet/web,\
                 fieldPath: "metadata.labels['a.b/c']", message: "it's not: good # really"}, {rule: two}], notKnown: []}
                  - {name: two}
                """);
        assertThat(updated("  - { name: one }\n", List.of(SHORT), List.of("a")))
                .isEqualTo("  - { name: one , expect: [{rule: two}], notKnown: [a]}\n");
    }

    @Test
    void keepsWindowsLineEnds() {
        String text = (HEAD + "  - name: one\n    expect: []\n    partial: true\n").replace("\n", "\r\n");
        assertThat(update(text, List.of(SHORT), List.of()))
                .contains(text.replace("expect: []", "expect:\r\n    - rule: two"));
    }

    @Test
    void leavesWhatIsFoundAlone() {
        String text = HEAD + "  - name: one\n    expect: [   {rule:   two}]\n";
        assertThat(update(text, List.of(SHORT), List.of())).contains(text);
    }

    @Test
    void updatesSeveralCases() {
        String text = HEAD + """
                  - name: one
                    expect: []
                  - name: two
                  - {name: three, expect: [{rule: a}]}
                """;
        assertThat(PolicyTestWriter.update(new SourceFile("p.yaml", text), findShort(text)))
                .isEqualTo(new Updated(
                        HEAD
                                + "  - name: one\n    expect:\n    - rule: two\n"
                                + "  - name: two\n    expect:\n    - rule: two\n"
                                + "  - {name: three, expect: [{rule: two}]}\n",
                        List.of()));
    }

    private static List<Found> findShort(String text) {
        return cases(text).stream()
                .map(one -> new Found(one, List.of(SHORT), List.of()))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "  - name: one\n    expect: &e [{rule: a}]\n  - name: two\n    expect: *e\n",
                "  - <<: {expect: []}\n    name: one\n",
                "  - {name: one, }\n",
                "  - ? name\n    : one\n    ? expect\n    : []\n"
            })
    void leavesOtherLayoutsToTheAuthor(String cases) {
        assertThat(update(HEAD + cases, List.of(SHORT), List.of())).isEmpty();
    }

    @Test
    void leavesExpectationsThatCasesShareToTheAuthor() {
        String text =
                HEAD + "  - name: one\n    expect: &e [{rule: a}]\n  - name: two\n    expect: *e\n  - name: three\n";
        Updated updated = PolicyTestWriter.update(new SourceFile("p.yaml", text), findShort(text));
        assertThat(updated.text()).isEqualTo(text + "    expect:\n    - rule: two\n");
        assertThat(updated.left()).extracting(Case::name).containsExactly("one", "two");
    }

    @Test
    void knowsNoCaseOfAnotherFile() {
        List<Found> other = findShort(HEAD + "\n\n  - name: one\n");
        String text = HEAD + "  - name: one\n";
        assertThat(PolicyTestWriter.update(new SourceFile("p.yaml", text), other))
                .isEqualTo(new Updated(text, List.of(other.getFirst().testCase())));
    }

    private static String updated(String cases, List<Expected> expect, List<String> notKnown) {
        String text = update(HEAD + cases, expect, notKnown).orElseThrow();
        assertThat(text).startsWith(HEAD);
        return text.substring(HEAD.length());
    }

    /** The new text; empty, and the old text kept, where the case is left. */
    static Optional<String> update(String text, List<Expected> expect, List<String> notKnown) {
        Case first = cases(text).getFirst();
        Updated updated =
                PolicyTestWriter.update(new SourceFile("p.yaml", text), List.of(new Found(first, expect, notKnown)));
        if (updated.left().isEmpty()) {
            return Optional.of(updated.text());
        }
        assertThat(updated).isEqualTo(new Updated(text, List.of(first)));
        return Optional.empty();
    }

    static List<Case> cases(String text) {
        PolicyFiles files = TestPolicies.read(text);
        assertThat(files.hasErrors()).as(files.problems().toString()).isFalse();
        return files.tests().getFirst().cases();
    }
}
