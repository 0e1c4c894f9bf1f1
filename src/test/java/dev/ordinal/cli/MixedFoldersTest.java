package dev.ordinal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders in which manifests stand beside much else, as in most repositories. */
class MixedFoldersTest {

    private static final String TEMPLATE = "apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Release.Name }}\n";

    @TempDir
    Path folder;

    private Workspace files;

    @BeforeEach
    void makeFiles() {
        files = new Workspace(folder);
        files.policies();
        files.write("all/web.yaml", Workspace.statefulSetText("web", "owner: a, team: b"));
    }

    private CommandRun check(String... more) {
        return checkOf("all", more);
    }

    private CommandRun checkOf(String input, String... more) {
        var arguments = new ArrayList<>(
                List.of("check", "--policies", files.file("policies").toString()));
        arguments.addAll(List.of(more));
        arguments.add(files.file(input).toString());
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    @Test
    void templatesOfChartsAreLeftOutWithOneNote() {
        files.write("all/charts/shop/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n");
        files.write("all/charts/shop/templates/service.yaml", TEMPLATE);
        files.write("all/charts/shop/templates/tests/service.yaml", TEMPLATE);
        files.write("all/charts/shop/crds/a.yaml", Workspace.statefulSetText("crd", "owner: a, team: b"));
        files.write("all/charts/shop/charts/sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 1.0.0\n");
        files.write("all/charts/shop/charts/sub/templates/service.yaml", TEMPLATE);

        CommandRun run = check();

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.out())
                .containsOnlyOnce("note[not-rendered]")
                .contains(
                        "all/charts/shop/Chart.yaml:1:1: note[not-rendered] the chart is not rendered, so its templates"
                                + " are left out: `helm template ")
                .contains("all/charts/shop | ordinal check -`")
                .contains("checked 2 objects");
        assertThat(check("-q").out()).doesNotContain("note[");
    }

    @Test
    void aTemplateThatIsNamedIsRead() {
        files.write("shop/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n");
        files.write("shop/templates/service.yaml", TEMPLATE);

        assertThat(checkOf("shop/templates/service.yaml").out()).contains("error[template]");
        assertThat(checkOf("shop/templates").out()).contains("error[template]");
    }

    @Test
    void templatesOfNoChartAreManifests() {
        files.write("all/templates/service.yaml", TEMPLATE);

        assertThat(check().code()).isEqualTo(2);
    }

    @Test
    void jsonThatIsNoManifestIsLeftOutWithANote() {
        files.write("all/tsconfig.json", "{\n  // strict\n  \"compilerOptions\": {}\n}\n");
        files.write("all/odd.json", "{\"kind\": \"Settings\", \"spec\": {}}\n");
        files.write("all/package.json", "{\"name\": \"shop\", \"version\": \"1.0.0\"}\n");

        CommandRun run = check();

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.out())
                .contains("all/tsconfig.json:2:3: note[skipped-file]")
                .contains(
                        "all/odd.json:1:2: note[skipped-file] left out: without an apiVersion and a kind that are texts"
                                + " this is no Kubernetes object")
                .doesNotContain("package.json");
        assertThat(checkOf("all/tsconfig.json").code()).isEqualTo(2);
    }

    @Test
    void jsonThatLooksLikeAManifestIsAnErrorAsBefore() {
        files.write("all/web.json", "{\n  // web\n  \"apiVersion\": \"v1\", \"kind\": \"Service\"\n}\n");

        CommandRun run = check();

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).contains("all/web.json:2:").contains("error[syntax]");
    }

    @Test
    void filesAndFoldersAreExcludedByTheirPathsFromTheFolder() {
        files.write("all/a/testdata/broken.yaml", "a: [\n");
        files.write("all/values.local.yaml", "a: [\n");

        assertThat(check().code()).isEqualTo(2);
        CommandRun run = check("--exclude", "**/testdata", "--exclude", "*.local.yaml", "--exclude", "nothing");
        assertThat(run.code()).as(run.out()).isZero();
        CommandRun fix = CommandRun.of(
                "fix",
                "--exclude=**/testdata",
                "--exclude=*.local.yaml",
                files.file("all").toString());
        assertThat(fix.code()).as(fix.err()).isNotEqualTo(2);
    }

    @Test
    void aBrokenPatternIsMisuse() {
        CommandRun run = check("--exclude", "[a");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("ordinal: --exclude '[a' is no pattern of paths: its `[` is never closed.");
    }

    @Test
    void aKustomizationAloneIsAnsweredWithHowToBuildIt() {
        files.write("overlay/kustomization.yaml", "resources: [../base]\n");

        CommandRun run = checkOf("overlay");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.out())
                .contains("note[not-rendered] the kustomization is not built, and there is nothing else: `kustomize"
                        + " build ")
                .contains("overlay | ordinal check -`");
        files.write("all/kustomization.yaml", "resources: [web.yaml]\n");
        assertThat(check().out()).doesNotContain("kustomize build");
    }

    @Test
    void aBrokenLinkIsCalledThat() throws IOException {
        Files.createSymbolicLink(files.file("all/gone.yaml"), Path.of("nowhere.yaml"));

        assertThat(check().out())
                .contains("error[unreadable] a broken link: there is no `nowhere.yaml`, which it leads to");
    }
}
