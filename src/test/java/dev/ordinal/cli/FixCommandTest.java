package dev.ordinal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.cli.CommandRun.Around;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FixCommandTest {

    private static final String POLICIES =
            Path.of("src", "test", "resources", "fix", "policies").toString();

    /** What the policies mend: no probe, no Service. */
    private static final String WEB = """
            # the shop's front
            apiVersion: apps/v1
            kind: StatefulSet
            metadata:
              name: web   # short
            spec:
              serviceName: web
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  containers:
                  - name: nginx
                    image: "nginx:1.29"
                  terminationGracePeriodSeconds: 30
            """;

    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata:
              name: web
            spec:
              clusterIP: None
              selector:
                app: web
              ports:
              - name: web
                port: 80
            ---
            """;

    private static final String IMAGE = "        image: \"nginx:1.29\"\n";
    private static final String PROBED = WEB.replace(IMAGE, IMAGE + """
                    readinessProbe:
                      tcpSocket:
                        port: 80
            """);
    private static final String MENDED = SERVICE + PROBED;

    @TempDir
    Path folder;

    private Workspace files;

    @BeforeEach
    void makeFiles() {
        files = new Workspace(folder);
    }

    private CommandRun fix(String... arguments) {
        return fix(Around.NOTHING, arguments);
    }

    private static CommandRun fix(Around around, String... arguments) {
        return run("fix", around, arguments);
    }

    private static CommandRun run(String command, Around around, String... arguments) {
        var all = new ArrayList<>(List.of(command, "--policies", POLICIES));
        all.addAll(List.of(arguments));
        return around.run(all.toArray(String[]::new));
    }

    @Test
    void showsADiffAndChangesNothing() {
        String web = files.write("web.yaml", WEB);

        CommandRun run = fix(web);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEqualTo("""
                --- a%1$s
                +++ b%1$s
                @@ -1,3 +1,15 @@
                +apiVersion: v1
                +kind: Service
                +metadata:
                +  name: web
                +spec:
                +  clusterIP: None
                +  selector:
                +    app: web
                +  ports:
                +  - name: web
                +    port: 80
                +---
                 # the shop's front
                 apiVersion: apps/v1
                 kind: StatefulSet
                @@ -12,4 +24,7 @@
                       containers:
                       - name: nginx
                         image: "nginx:1.29"
                +        readinessProbe:
                +          tcpSocket:
                +            port: 80
                       terminationGracePeriodSeconds: 30
                """.formatted(web));
        assertThat(run.err()).isEqualTo("""
                ordinal: git apply does not reach files outside the present folder; apply this diff with patch -p1 -d /, \
                or use --write.
                %1$s:13: fix[probe] StatefulSet default/web: spec.template.spec.containers[0].readinessProbe
                %1$s:2: fix[service] Service default/web is added beside StatefulSet default/web
                ordinal: 2 fixes in 1 file; no findings remain
                """.formatted(web));
        assertThat(files.read("web.yaml")).isEqualTo(WEB);
    }

    @Test
    void writesInPlaceAndThenHasNothingToFix() {
        String web = files.write("web.yaml", WEB);

        CommandRun run = fix("--write", web);

        assertThat(run.code()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(files.read("web.yaml")).isEqualTo(MENDED);
        assertThat(fix(web)).isEqualTo(new CommandRun(0, "", "ordinal: nothing to fix; no findings remain\n"));
        assertThat(files.names()).containsExactly("web.yaml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"web.yaml", "with blank.yaml", "with\"quote.yaml", "日本.yaml"})
    void gitAppliesTheDiff(String name) throws Exception {
        String other = WEB.replace("name: web", "name: other").strip();
        String web = files.write(name, "---\n" + WEB + "---\n" + other);
        Path diff = files.file("fix.diff");
        Files.writeString(diff, fix(web).out());

        Process git = new ProcessBuilder("git", "apply", "-p1", diff.toString())
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(git.waitFor()).as(said).isZero();
        String applied = files.read(name);
        files.write(name, "---\n" + WEB + "---\n" + other);
        assertThat(fix("-w", web).code()).isZero();
        assertThat(files.read(name))
                .isEqualTo(applied)
                .isEqualTo("---\n" + SERVICE + PROBED + "---\n"
                        + PROBED.replace("name: web", "name: other").strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void keepsTheEncodingAndItsMarks(String name) throws IOException {
        Charset charset = Charset.forName(name);
        String rest = "\uFEFF---\nkind: ConfigMap\napiVersion: v1\nmetadata: {name: ä€𝄞}\n";
        Path web = files.file("web.yaml");
        Files.write(web, ("\uFEFF" + WEB + rest).getBytes(charset));

        assertThat(fix("--write", web.toString()).code()).isZero();

        assertThat(Files.readString(web, charset)).isEqualTo("\uFEFF" + MENDED + rest);
    }

    @Test
    void leavesUtf16OutOfTheDiff() throws IOException {
        Path web = files.file("utf16.yaml");
        Files.write(web, ("\uFEFF" + WEB).getBytes(StandardCharsets.UTF_16LE));
        String other = files.write("other.yaml", WEB.replace("name: web", "name: other"));

        CommandRun alone = fix(web.toString());
        CommandRun both = fix(web.toString(), other);

        assertThat(alone.code()).isEqualTo(1);
        assertThat(alone.out()).isEmpty();
        assertThat(alone.err())
                .contains("utf16.yaml is UTF-16, which tools that apply diffs do not read: its change is left out of"
                        + " the diff; --write makes it.\n");
        assertThat(both.code()).isEqualTo(1);
        assertThat(both.out()).contains("+++ b" + other + "\n").doesNotContain("utf16");
    }

    @Test
    void theDiffNamesTheFileThatALinkLeadsTo() throws IOException {
        String web = files.write("real/web.yaml", WEB);
        Path link = Files.createSymbolicLink(files.file("link.yaml"), Path.of(web));

        assertThat(fix(link.toString()).out()).startsWith("--- a%1$s\n+++ b%1$s\n".formatted(web));
    }

    @Test
    void filesBelowThePresentFolderNeedNoAdvice() throws IOException {
        Path here = Files.createTempDirectory(Path.of("target"), "fix");
        Path web = Files.writeString(here.resolve("web.yaml"), WEB);
        try {
            CommandRun run = fix(web.toString());

            assertThat(run.out()).startsWith("--- a/" + web + "\n");
            assertThat(run.err()).doesNotContain("git apply");
        } finally {
            Files.delete(web);
            Files.delete(here);
        }
    }

    @Test
    void keepsLineEndsAndTheLackOfOne() {
        String windows = WEB.replace("\n", "\r\n");
        String web = files.write("web.yaml", windows.substring(0, windows.length() - 2));

        assertThat(fix("--write", web).code()).isZero();

        String mended = MENDED.replace("\n", "\r\n");
        assertThat(files.read("web.yaml")).isEqualTo(mended.substring(0, mended.length() - 2));
    }

    @Test
    void keepsPermissionsAndSymbolicLinks() throws IOException {
        Path web = Path.of(files.write("real/web.yaml", WEB));
        Files.setPosixFilePermissions(web, PosixFilePermissions.fromString("rw-r-x---"));
        Path link = Files.createSymbolicLink(files.file("link.yaml"), web);

        assertThat(fix("--write", link.toString()).code()).isZero();

        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(Files.readString(web)).isEqualTo(MENDED);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(web, LinkOption.NOFOLLOW_LINKS)))
                .isEqualTo("rw-r-x---");
    }

    @Test
    void standardInputComesOutMended() {
        for (CommandRun run : List.of(fix(Around.NOTHING.in(WEB)), fix(Around.NOTHING.in(WEB), "-"))) {
            assertThat(run.code()).isZero();
            assertThat(run.out()).isEqualTo(MENDED);
            assertThat(run.err()).contains("<stdin>:13: fix[probe]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"# nothing\n", "kind: [\n", "\uFEFFapiVersion: v1\nkind: Secret\nmetadata: {name: x}"})
    void standardInputWithNothingToFixComesOutAsItWentIn(String text) {
        assertThat(fix(Around.NOTHING.in(text)).out()).isEqualTo(text);
    }

    @Test
    void whatStandsInTheNextFileIsNotAddedAgain() {
        String web = files.write("in/web.yaml", WEB);
        files.write("in/service.yaml", SERVICE);
        files.write("in/broken.yml", "kind: [\n");
        files.write("in/deep/other.yaml", WEB.replace("name: web", "name: other"));

        CommandRun run = fix("--write", web);

        assertThat(run.code()).isZero();
        assertThat(files.read("in/web.yaml")).isEqualTo(PROBED);
        assertThat(run.err())
                .contains("warning: Service default/web is not added beside StatefulSet default/web: it stands in "
                        + files.file("in/service.yaml") + "; give that file too, or the folder\n")
                .endsWith("ordinal: 1 fix in 1 file; 1 finding remains: 1 deny\n");
        assertThat(run("check", Around.NOTHING, web).out()).doesNotContain("fixable");
        assertThat(fix("--write", web, files.file("in/service.yaml").toString()).err())
                .isEqualTo("ordinal: nothing to fix; no findings remain\n");
    }

    @Test
    void whatStandsInNoFileOfTheFolderIsAdded() {
        String web = files.write("in/web.yaml", WEB);
        files.write("in/service.yaml", SERVICE.replace("name: web", "name: other"));

        assertThat(fix("--write", web).code()).isZero();
        assertThat(files.read("in/web.yaml")).isEqualTo(MENDED);
    }

    @Test
    void addsNothingWhereThatIsNotWanted() {
        CommandRun run = fix(Around.NOTHING.in(WEB), "--no-create");

        assertThat(run.out()).isEqualTo(PROBED);
        assertThat(run.err()).endsWith("ordinal: 1 fix in 1 file; 1 finding remains: 1 deny\n");
    }

    @Test
    void onlyTheNamedPolicyMends() {
        assertThat(fix(Around.NOTHING.in(WEB), "--policy", "service").out()).isEqualTo(SERVICE + WEB);
    }

    @Test
    void quietIsTheDiffAlone() {
        assertThat(fix(Around.NOTHING.in(WEB), "-q").err()).isEmpty();
    }

    @Test
    void verboseNamesWhatRemains() {
        assertThat(fix(Around.NOTHING.in(WEB), "-v", "--set", "probe.inject=false")
                        .err())
                .contains("remains: warn[probe/has-probe] container nginx has no readiness probe"
                        + " (StatefulSet default/web)\n");
    }

    @Test
    void paramsOfTheCommandLineCountMoreThanThoseOfBindings() {
        files.write("policies/probe.yaml", read("probe.yaml"));
        files.write("policies/binding.yaml", """
                apiVersion: ordinal.dev/v1alpha1
                kind: PolicyBinding
                metadata: {name: everywhere}
                spec: {policies: [probe], params: {port: 81}}
                """);
        String policies = files.file("policies").toString();
        Around web = Around.NOTHING.in(WEB);

        assertThat(web.run("fix", "--policies", policies).out()).contains("port: 81");
        assertThat(web.run("fix", "--policies", policies, "--set", "probe.port=82")
                        .out())
                .contains("port: 82");
    }

    @Test
    void whatCannotBeSetIsNamedAtOnce() {
        CommandRun run = fix(Around.NOTHING.in(WEB), "--set", "probe.injekt=true", "--set", "prob.inject=true");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("""
                ordinal: --set probe.injekt: the policy probe has no such param; did you mean `inject`?
                ordinal: There is no policy 'prob': did you mean probe?
                """);
        assertThat(fix(Around.NOTHING.in(WEB), "--set", "probe", "--set", "probe.port=[")
                        .err())
                .isEqualTo("""
                ordinal: --set needs POLICY.PARAM=VALUE, as in readiness-probe.inject=always, but got 'probe'.
                ordinal: --set probe.port: the value is not YAML.
                """);
        assertThat(fix(Around.NOTHING.in(WEB), "--set", "service.x=1").err())
                .isEqualTo("ordinal: --set service.x: the policy service has no such param; it has impact.\n");
    }

    @Test
    void aValueOfAnotherTypeIsRefused() {
        CommandRun run = fix(
                Around.NOTHING.in(WEB),
                "--set",
                "probe.inject=always",
                "--set",
                "probe.port=",
                "--set",
                "probe.port=[80]");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("""
                ordinal: --set probe.inject: expected true or false, found text.
                ordinal: --set probe.port: expected a number, found text.
                ordinal: --set probe.port: expected a number, found a list.
                """);
        assertThat(CommandRun.of("fix", "--set", "readiness-probe.inject=true", "--set", "claim-size.minimum=5")
                        .err())
                .isEqualTo("""
                ordinal: --set readiness-probe.inject: expected `annotated`, `always` or `never`, found the boolean true.
                ordinal: --set claim-size.minimum: expected text, found the number 5; put quotes around it, '"…"'.
                """);
    }

    @Test
    void aWordThatIsNotOneOfThoseTheParamTakesIsRefused() {
        assertThat(CommandRun.of(
                                "fix",
                                "--set",
                                "headless-service.absent=deny",
                                "--set",
                                "readiness-probe.inject=allways",
                                "--set",
                                "spread.impact=None")
                        .err())
                .isEqualTo("""
                ordinal: --set headless-service.absent: expected `Deny`, `Warn` or `Audit`, found `deny`; did you mean `Deny`?
                ordinal: --set readiness-probe.inject: expected `annotated`, `always` or `never`, found `allways`; did you \
                mean `always`?
                ordinal: --set spread.impact: expected `Deny`, `Warn`, `Audit` or `Ignore`, found `None`.
                """);
    }

    @Test
    void impactCanBeSetForEveryPolicy() {
        CommandRun run = fix(Around.NOTHING.in(WEB), "--set", "probe.impact=Ignore", "--set", "service.impact=Deny");

        assertThat(run.out()).isEqualTo(fix(Around.NOTHING.in(WEB)).out());
    }

    @Test
    void whatCannotBeEditedIsToldWithWhatToAdd() {
        CommandRun run = fix(Around.NOTHING.in("""
                {"apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": {"name": "web"}, "spec": {"serviceName": "web",
                 "selector": {"matchLabels": {"app": "web"}},
                 "template": {"metadata": {"labels": {"app": "web"}}, "spec": {"containers": [{"name": "c", "image": "i:1"}]}}}}
                """));

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains("<stdin>:3: by hand[probe] StatefulSet default/web:"
                        + " spec.template.spec.containers[0].readinessProbe is written as JSON")
                .contains("; to add:\n    readinessProbe:\n      tcpSocket:\n        port: 80\n")
                .contains("by hand[service] StatefulSet default/web: Service default/web is missing beside it, and")
                .contains("    kind: Service\n")
                .endsWith("ordinal: nothing to fix, 2 to make by hand; 2 findings remain: 1 deny, 1 warn\n");
    }

    @Test
    void badInputBesideFixesGivesTwoAndTheFixesAreMade() {
        files.write("in/web.yaml", WEB);
        files.write("in/broken.yaml", "kind: [\n");

        CommandRun run = fix("--write", files.file("in").toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains("in/broken.yaml:2:1: error[syntax]")
                .endsWith("ordinal: 2 fixes in 1 file; no findings remain, of what could be read\n");
        assertThat(files.read("in/web.yaml")).isEqualTo(MENDED);
        assertThat(files.read("in/broken.yaml")).isEqualTo("kind: [\n");
    }

    @Test
    void aFileThatIsNotTextThroughoutIsNotEdited() throws IOException {
        byte[] bytes = (WEB + "---\nkind: ConfigMap\napiVersion: v1\nmetadata: {name: \u00e4}\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        Path web = files.file("web.yaml");
        Files.write(web, bytes);

        CommandRun run = fix("--write", web.toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("stands in a file that is not text in UTF-8 throughout");
        assertThat(Files.readAllBytes(web)).isEqualTo(bytes);
    }

    @Test
    void noObjectsGiveThree() {
        assertThat(fix(files.write("empty.yaml", "# nothing\n")).code()).isEqualTo(3);
    }

    @Test
    void whatDoesNotGoTogetherIsNamed() {
        assertThat(fix("--write", "--interactive", "-", "web.yaml").err()).isEqualTo("""
                ordinal: Standard input is mended by itself: name either - or files.
                ordinal: --write is for files: what comes from standard input goes to standard output.
                ordinal: --interactive needs a terminal to ask on, and files to mend.
                """);
        assertThat(fix(Around.NOTHING.terminals(Console.Stream.IN)).err())
                .startsWith("ordinal: Name the files or folders to fix,");
    }

    @Test
    void asksForEachPolicyAndObject() {
        String web = files.write("web.yaml", WEB);
        Around person = Around.NOTHING.terminals(Console.Stream.IN, Console.Stream.ERR);

        CommandRun run = fix(person.in("what\ny\nn\n"), "--interactive", "--write", web);

        assertThat(run.code()).isZero();
        assertThat(run.err())
                .contains("probe for StatefulSet default/web (1 of 2): make this change? [y/n/a/q] y: yes; n: no;")
                .contains("service for StatefulSet default/web (2 of 2)")
                .contains("ordinal: 1 fix in 1 file; 1 finding remains: 1 deny\n");
        assertThat(files.read("web.yaml")).isEqualTo(PROBED);
        assertThat(fix(person.in("q\n"), "-i", "-w", web).err()).contains("ordinal: nothing to fix;");
        assertThat(files.read("web.yaml")).isEqualTo(PROBED);
        assertThat(fix(person.in("a\n"), "-i", "-w", web).code()).isZero();
        assertThat(files.read("web.yaml")).isEqualTo(MENDED);
    }

    @Test
    void checkSaysWhatIsFixable() {
        CommandRun run = run("check", Around.NOTHING.in(WEB), "--set", "probe.inject=false");

        assertThat(run.out())
                .contains("  remedy: Create the Service.\n  fixable: ordinal fix mends it\n")
                .contains("  remedy: Add a readiness probe.\n\n")
                .contains(": 1 deny, 1 warn, 1 fixable");
        assertThat(run("check", Around.NOTHING.in(WEB), "-o", "json").out())
                .containsPattern("(?s)\"fixable\": true.*\"fixable\": true.*\"fixable\": 2");
    }

    private static String read(String policy) {
        try {
            return Files.readString(Path.of(POLICIES, policy));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
