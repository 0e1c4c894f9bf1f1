package dev.ordinal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.cli.CommandRun.Around;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckCommandTest {

    private static final String WELL = "owner: shop, team: blue";

    @TempDir
    Path folder;

    private Workspace files;

    @BeforeEach
    void makeFiles() {
        files = new Workspace(folder);
        files.policies();
    }

    private CommandRun check(String... arguments) {
        return check(Around.NOTHING, arguments);
    }

    private CommandRun check(Around around, String... arguments) {
        var all = new ArrayList<>(List.of("check", "--policies", files.policies()));
        all.addAll(List.of(arguments));
        return around.run(all.toArray(String[]::new));
    }

    @Test
    void whatIsWellGivesZero() {
        CommandRun run = check(files.statefulSet("web", WELL));

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("audit[owner-label/has-service]").contains("checked 1 object from 1 file");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void whatDeniesGivesOneAndIsShownWhereItStands() {
        String web = files.statefulSet("web", "team: blue");

        CommandRun run = check(web);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .contains(web + ":4:3: deny[owner-label/has-owner] there is no label owner\n"
                        + "  4 |   name: web\n"
                        + "    |   ^^^^^^^^^\n"
                        + "  object: StatefulSet default/web\n"
                        + "  remedy: Add the label owner.\n");
    }

    @Test
    void warningsGiveOneOnlyWhereTheyAreMeantTo() {
        String web = files.statefulSet("web", "owner: shop");

        assertThat(check(web).code()).isZero();
        assertThat(check("--fail-on", "deny", web).code()).isZero();
        assertThat(check("--fail-on", "warn", web).code()).isEqualTo(1);
    }

    @Test
    void aBindingWithAParamThatNobodyKnowsGivesTwo() {
        files.write("policies/binding.yaml", """
                apiVersion: ordinal.dev/v1alpha1
                kind: PolicyBinding
                metadata: {name: everywhere}
                spec:
                  policies: [owner-label]
                  params: {impcat: Deny}
                """);

        CommandRun run = check(files.statefulSet("web", WELL));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out())
                .contains("spec.params.impcat: the policy owner-label has no such param;" + " did you mean `impact`?");
    }

    @Test
    void badInputBesideFindingsPrintsBothAndGivesTwo() {
        files.statefulSet("web", "team: blue");
        files.write("broken.yaml", "kind: [\n");

        CommandRun run = check(folder.toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).contains("error[syntax]").contains("deny[owner-label/has-owner]");
    }

    @Test
    void aBadPolicyBesideAGoodOneGivesTwoAndTheGoodOneRuns() {
        files.write(
                "policies/bad.yaml",
                Workspace.POLICY.replace("owner-label", "bad").replace("has(object", "hass(object"));

        CommandRun run = check(files.statefulSet("web", "team: blue"));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).contains("policies/bad.yaml:16:").contains("deny[owner-label/has-owner]");
    }

    /**
     * What is wrong with the fields and with the expressions of a policy, and what a binding names, is told in one run.
     */
    @Test
    void allThatIsWrongWithPolicyFilesIsToldAtOnce() {
        files.write(
                "policies/bad.yaml",
                Workspace.POLICY
                        .replace("owner-label", "bad")
                        .replace("category:", "categori:")
                        .replace("has(object.metadata.labels) && 'team'", "1 + 'a' == 2 && 'team'"));
        files.write("policies/binding.yaml", """
                apiVersion: ordinal.dev/v1alpha1
                kind: PolicyBinding
                metadata: {name: mild}
                spec:
                  policies: [owner-lable, bad]
                """);

        CommandRun run = check(files.statefulSet("web", "team: blue"));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out())
                .contains("policies/bad.yaml:9:3: error[unknown-field] spec: unknown field `categori`")
                .contains("policies/bad.yaml:22:21: error[expression]")
                .contains("policies/binding.yaml:5:14: warning[unknown-policy] there is no policy `owner-lable`")
                .contains("did you mean `owner-label`?")
                .contains("deny[owner-label/has-owner]");
    }

    @Test
    void noSuchPathIsNamed() {
        CommandRun run = check(folder + "/nowhere.yaml", files.statefulSet("web", "team: blue"));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).contains("nowhere.yaml:1:1: error[unreadable]").contains("deny[owner-label/has-owner]");
    }

    @Test
    void anUnreadableFileIsNamed() throws IOException {
        Files.createSymbolicLink(files.file("loop.yaml"), Path.of("loop.yaml"));

        CommandRun run = check(files.file("loop.yaml").toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).contains("loop.yaml:1:1: error[unreadable]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# only a comment\n", "---\n---\n", "\n\n"})
    void aFileWithoutObjectsGivesThree(String text) {
        CommandRun run = check(files.write("in/empty.yaml", text));

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).isEqualTo("ordinal: nothing to check: the input holds no Kubernetes objects.\n");
    }

    @Test
    void anEmptyFolderGivesThree() throws IOException {
        Path empty = Files.createDirectory(files.file("empty"));

        assertThat(check(empty.toString()).code()).isEqualTo(3);
    }

    @Test
    void readsStandardInputWithAndWithoutADash() {
        var around = Around.NOTHING.in(Workspace.statefulSetText("web", "team: blue"));

        for (CommandRun run : List.of(check(around), check(around, "-"), check(around, "-", "-"))) {
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.out()).contains("<stdin>:4:3: deny[").contains("checked 1 object from 1 file");
        }
    }

    @Test
    void aTerminalIsNotReadUnasked() {
        CommandRun run = check(Around.NOTHING.terminals(Console.Stream.IN));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("Name the files or folders to check");
    }

    @Test
    void namespaceIsThatOfObjectsThatNameNone() {
        String web = files.statefulSet("web", "team: blue");

        assertThat(check("--namespace", "shop", web).out()).contains("object: StatefulSet shop/web");
    }

    @Test
    void whatIsAbsentFromPartialInputIsNotKnown() {
        CommandRun run = check("--partial", "-v", files.statefulSet("web", WELL));

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("not-known[owner-label/has-service]").doesNotContain("audit[");
    }

    @Test
    void anUnknownPolicyIsAnsweredWithTheNearest() {
        CommandRun run = check("--policy", "owner-labels,nonsense", files.statefulSet("web", WELL));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("""
                ordinal: There is no policy 'owner-labels': did you mean owner-label?
                ordinal: There is no policy 'nonsense'; 'ordinal policies' lists them.
                """);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void onlyTheNamedPolicyRuns() {
        files.write("policies/other.yaml", Workspace.POLICY.replace("owner-label", "other"));

        CommandRun run = check("--policy", "other", files.statefulSet("web", "team: blue"));

        assertThat(run.out()).contains("deny[other/has-owner]").doesNotContain("owner-label");
    }

    @Test
    void aFolderWithoutPoliciesIsNoPolicy() throws IOException {
        Path empty = Files.createDirectory(files.file("none"));

        CommandRun run = CommandRun.of("check", "--policies", empty.toString(), files.statefulSet("web", WELL));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("ordinal: There is no policy in " + empty + ".\n");
    }

    @Test
    void casesBesidePoliciesAreNotRead() {
        files.write("policies/owner-label.test.yaml", "kind: [\n");

        assertThat(check(files.statefulSet("web", WELL)).code()).isZero();
    }

    @Test
    void quietIsFindingsOnly() {
        assertThat(check("-q", files.statefulSet("web", WELL)).out())
                .startsWith(folder.toString())
                .doesNotContain("checked");
        assertThat(check("-q", "-").err()).isEmpty();
    }

    @Test
    void coloursAreForTerminals() {
        String web = files.statefulSet("web", "team: blue");
        var terminal = Around.NOTHING.terminals(Console.Stream.OUT);

        assertThat(check(web).out()).doesNotContain("\u001b");
        assertThat(check(terminal, web).out()).contains("\u001b[1;31mdeny[");
        assertThat(check(terminal.variable("NO_COLOR", "1"), web).out()).doesNotContain("\u001b");
        assertThat(check(terminal.variable("TERM", "dumb"), web).out()).doesNotContain("\u001b");
        assertThat(check(terminal, "--color", "never", web).out()).doesNotContain("\u001b");
        assertThat(check("--color", "always", web).out()).contains("\u001b");
    }

    @Test
    void severalOutputsAtOnce() {
        String web = files.statefulSet("web", "team: blue");

        CommandRun run =
                check("-o", "json", "-o", "sarif=" + folder + "/out.sarif", "-o", "junit=" + folder + "/out.xml", web);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).startsWith("{\n  \"findings\"");
        assertThat(files.read("out.sarif")).contains("\"2.1.0\"");
        assertThat(files.read("out.xml")).startsWith("<?xml");
        assertThat(files.names()).containsExactly("out.sarif", "out.xml", "policies", "web.yaml");
    }

    @Test
    void onlyFilesMeansNothingOnStandardOutput() {
        CommandRun run =
                check("-o", "github", "--output-file", folder + "/out.txt", files.statefulSet("web", "team: blue"));

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(files.read("out.txt")).startsWith("::error file=");
    }

    @Test
    void anOutputThatCannotBeWrittenGivesTwoAndTheOthersAreWritten() {
        CommandRun run = check(
                "-o",
                "text",
                "-o",
                "json=" + folder + "/nowhere/out.json",
                "-o",
                "sarif=" + folder,
                "-o",
                "junit=" + folder + "/out.xml",
                files.statefulSet("web", WELL));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err().lines())
                .containsExactly(
                        "ordinal: " + folder + "/nowhere/out.json cannot be written: there is no folder " + folder
                                + "/nowhere.",
                        "ordinal: " + folder + " cannot be written: it is a folder.");
        assertThat(run.out()).contains("checked 1 object");
        assertThat(files.read("out.xml")).startsWith("<?xml");
    }

    @Test
    void everyMistakeInOutputsIsNamedAtOnce() {
        CommandRun run = check(
                "-o", "xml", "-o", "text", "-o", "json", "-o", "sarif=", "-o", "sarif=a", "-o", "junit=./a", "x.yaml");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err().lines())
                .containsExactly(
                        "ordinal: There is no output format 'xml': expected text, json, sarif, junit or github.",
                        "ordinal: The output format sarif needs a file behind its '='.",
                        "ordinal: Only one format can go to standard output: give the others a file, as in -o"
                                + " sarif=FILE.",
                        "ordinal: Two outputs go to the same file: ./a.");
    }

    @Test
    void unknownOptionsAreAnsweredWithThoseThatThereAre() {
        CommandRun run = check("--polcy", "x");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains("Unknown option: '--polcy'")
                .contains("--policy")
                .contains("check --help");
    }

    @Test
    void resultsDoNotDependOnTheNumberOfThreads() {
        for (int i = 0; i < 300; i++) {
            files.statefulSet("in/web-%03d".formatted(i), i % 3 == 0 ? "team: blue" : "owner: shop");
        }

        String once = check("-q", files.file("in").toString()).out();

        assertThat(check("-q", files.file("in").toString()).out()).isEqualTo(once);
        assertThat(once.lines().filter(line -> line.contains("deny[")))
                .hasSize(100)
                .isSorted();
    }

    @Test
    void exemptionsThatExemptNothingAreWarnings() {
        String file = files.write("exempt.yaml", """
                apiVersion: v1
                kind: Service
                metadata:
                  name: web
                  annotations:
                    exempt.ordinal.dev/headless-servce: "typo"
                    exempt.ordinal.dev/mutable-image: ""
                    exempt.ordinal.dev/grace-period: "not chosen"
                """);

        CommandRun run = CommandRun.of("check", "--policy", "mutable-image", file);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains(
                        "exempt.yaml:6:5: warning[exemption] there is no policy `headless-servce` among those that are"
                                + " loaded; did you mean `headless-service`?")
                .contains("exempt.yaml:7:5: warning[exemption] an exemption needs a reason")
                .contains("2 warnings");
    }

    @Test
    void skippedPoliciesAreLeftOut() {
        files.write("policies/other.yaml", Workspace.POLICY.replace("owner-label", "other"));
        String file = files.statefulSet("web", "team: blue");

        CommandRun run = check("--skip-policy", "owner-label", file);

        assertThat(run.out()).contains("deny[other/has-owner]").doesNotContain("owner-label");
        assertThat(check("--skip-policy", "owner-labels", file).err())
                .isEqualTo("ordinal: There is no policy 'owner-labels': did you mean owner-label?\n");
        assertThat(check("--skip-policy", "owner-label,other", file))
                .isEqualTo(new CommandRun(2, "", "ordinal: --skip-policy leaves no policy.\n"));
    }

    @Test
    void aNameThatBeginsLikeOneIsTakenForIt() {
        assertThat(check("--policy", "owner", files.statefulSet("web", WELL)).err())
                .isEqualTo("ordinal: There is no policy 'owner': did you mean owner-label?\n");
    }

    @Test
    void aRuleCannotBeChosenSingly() {
        assertThat(check("--policy", "owner-label/has-owner", files.statefulSet("web", WELL)))
                .isEqualTo(new CommandRun(
                        2,
                        "",
                        "ordinal: 'owner-label/has-owner' is a rule, and rules cannot be chosen singly: name the policy,"
                                + " owner-label.\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Foo_Bar", "", "a.b", "-a"})
    void aNamespaceThatCannotBeOneIsMisuse(String name) {
        CommandRun run = check("--namespace=" + name, files.statefulSet("web", WELL));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo(
                        "ordinal: --namespace '" + name + "' cannot be a namespace: expected lower-case letters, digits"
                                + " and hyphens, at most 63, such as shop-2.\n");
    }
}
