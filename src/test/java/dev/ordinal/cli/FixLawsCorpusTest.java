package dev.ordinal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.Corpus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The laws of mending, on all real manifests at once, with everything turned on that policies can add. */
class FixLawsCorpusTest {

    private static final List<String> OPTIONS = List.of(
            "--set",
            "readiness-probe.inject=always",
            "--set",
            "claim-templates.inject=always",
            "--set",
            "claim-templates.claims={postgres: {name: data, size: 10Gi, path: /var/lib/postgresql/data},"
                    + " mysql: {name: data, size: 10Gi, path: /var/lib/mysql},"
                    + " redis: {name: data, size: 1Gi, path: /data}}");

    @TempDir
    Path folder;

    /** What one check found: each finding without its message, and each error without its line. */
    private record Found(List<String> fixable, List<String> others, List<String> errors) {

        static Found of(JsonNode result) {
            var fixable = new ArrayList<String>();
            var others = new ArrayList<String>();
            for (JsonNode finding : result.get("findings")) {
                String key = "%s/%s %s %s"
                        .formatted(
                                finding.get("policy").asString(),
                                finding.get("rule").asString(),
                                finding.get("subject"),
                                finding.get("fieldPath").asString());
                (finding.get("fixable").asBoolean() ? fixable : others).add(key);
            }
            var errors = new ArrayList<String>();
            for (JsonNode error : result.get("errors")) {
                errors.add(
                        error.get("file").asString() + ": " + error.get("kind").asString());
            }
            return new Found(fixable, others, errors);
        }
    }

    @Test
    void whatIsFixableIsGoneAndNothingNewHasCome() throws IOException {
        Map<Path, String> before = copy(Corpus.folder().resolve("bundles"));
        Found found = check();

        CommandRun fix = run("fix", "--write");
        Map<Path, String> after = read(folder);
        Found left = check();

        // of the bundles side by side, what several of them name alike is mended in none
        assertThat(found.fixable()).hasSizeGreaterThan(90);
        assertThat(left.fixable()).isEmpty();
        var come = new ArrayList<>(left.others());
        found.others().forEach(come::remove);
        assertThat(come).isEmpty();
        assertThat(left.errors()).containsExactlyInAnyOrderElementsOf(found.errors());
        List<String> changed = before.entrySet().stream()
                .filter(file -> !file.getValue().equals(after.get(file.getKey())))
                .map(file -> file.getKey().toString())
                .toList();
        assertThat(changed).allSatisfy(file -> assertThat(fix.err()).contains(file + ":"));
        assertThat(fix.err()).contains("in " + changed.size() + " files");
    }

    @Test
    void fixingTwiceIsFixingOnce() throws IOException {
        copy(Corpus.folder().resolve("bundles"));
        run("fix", "--write", "-q");
        Map<Path, String> once = read(folder);

        CommandRun again = run("fix", "--write");

        assertThat(again.err()).contains("ordinal: nothing to fix");
        assertThat(read(folder)).isEqualTo(once);
    }

    private Found check() {
        return Found.of(JsonMapper.shared().readTree(run("check", "-o", "json").out()));
    }

    private CommandRun run(String command, String... more) {
        var arguments = new ArrayList<>(List.of(command));
        arguments.addAll(OPTIONS);
        arguments.addAll(List.of(more));
        arguments.add(folder.toString());
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private Map<Path, String> copy(Path from) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = folder.resolve(from.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
        return read(folder);
    }

    /** All files with their bytes, one character each. */
    private static Map<Path, String> read(Path folder) throws IOException {
        var texts = new TreeMap<Path, String>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.put(file, Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return texts;
    }
}
