package dev.ordinal.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestReaderTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // filled in before each test
    private Path folder;

    private final ManifestReader reader = new ManifestReader(ReadLimits.DEFAULT, "shop");

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String service(String name) {
        return "apiVersion: v1\nkind: Service\nmetadata: {name: " + name + "}\n";
    }

    @Test
    void readsAFolderInTheOrderOfPaths() throws IOException {
        write("b.yaml", service("b"));
        write("a/z.yml", service("a-z"));
        write("a/x/y.YAML", service("a-x-y"));
        write("c.json", "{\"apiVersion\": \"v1\", \"kind\": \"Service\", \"metadata\": {\"name\": \"c\"}}");
        write("README.md", "# not read");
        write(".git/x.yaml", service("hidden"));
        write(".hidden.yaml", service("hidden"));

        ManifestSet read = reader.read(List.of(Input.path(folder)));

        assertThat(read.manifests()).extracting(Manifest::name).containsExactly("a-x-y", "a-z", "b", "c");
        assertThat(read.manifests()).extracting(Manifest::namespace).containsOnly("shop");
        assertThat(read.files()).isEqualTo(4);
        assertThat(read.documents()).isEqualTo(4);
        assertThat(read.sources())
                .containsOnlyKeys(folder + "/a/x/y.YAML", folder + "/a/z.yml", folder + "/b.yaml", folder + "/c.json");
    }

    @Test
    void readsAFileOfAnyNameIfItIsNamed() throws IOException {
        write("manifests.txt", service("a"));
        write(".hidden/x.yaml", service("b"));

        ManifestSet read = reader.read(
                List.of(Input.path(folder.resolve("manifests.txt")), Input.path(folder.resolve(".hidden"))));

        assertThat(read.manifests()).extracting(Manifest::name).containsExactly("a", "b");
    }

    @Test
    void readsAFolderThroughALink() throws IOException {
        write("real/a/b.yaml", service("a"));
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("real"));

        ManifestSet read = reader.read(List.of(Input.path(folder.resolve("link"))));

        assertThat(read.sources()).containsOnlyKeys(folder + "/link/a/b.yaml");
    }

    @Test
    void readsEachFileOnce() throws IOException {
        write("a.yaml", service("a"));

        ManifestSet read = reader.read(List.of(
                Input.path(folder), Input.path(folder.resolve("a.yaml")), Input.path(folder.resolve("./a.yaml"))));

        assertThat(read.files()).isEqualTo(1);
        assertThat(read.problems()).isEmpty();
    }

    @Test
    void readsStreamsAndTexts() {
        var stream = new ByteArrayInputStream(service("a").getBytes(StandardCharsets.UTF_8));

        ManifestSet read = reader.read(List.of(Input.stream(Input.STDIN, stream), Input.text("t", service("b"))));

        assertThat(read.manifests())
                .extracting(manifest ->
                        manifest.positionOf(FieldPath.ROOT).orElseThrow().toString())
                .containsExactly("<stdin>:1:1", "t:1:1");
    }

    @Test
    void saysWhichPathsCannotBeRead() throws IOException {
        Files.createSymbolicLink(folder.resolve("broken.yaml"), folder.resolve("nothing"));
        Path none = folder.resolve("none.yaml");

        ManifestSet read = reader.read(List.of(Input.path(none), Input.path(folder)));

        assertThat(read.problems())
                .extracting(Problem::toString)
                .containsExactlyInAnyOrder(
                        none + ":1:1: no such file or folder",
                        folder + "/broken.yaml:1:1: a broken link: there is no `" + folder
                                + "/nothing`, which it leads to");
        assertThat(read.problems()).extracting(Problem::kind).containsOnly(Problem.Kind.UNREADABLE);
        assertThat(read.files()).isZero();
    }

    @Test
    @SuppressWarnings("InputStreamSlowMultibyteRead") // it fails at once
    void saysWhyAFileCannotBeRead() {
        assertThat(DocumentReader.unreadable("f", new java.nio.file.AccessDeniedException("f"))
                        .problems())
                .extracting(Problem::message)
                .containsExactly("cannot be read: permission denied");
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is gone");
            }
        };
        assertThat(reader.read(List.of(Input.stream("s", failing))).problems())
                .extracting(Problem::message)
                .containsExactly("cannot be read: the disk is gone");
    }

    @Test
    void nothingIsNothing() throws IOException {
        write("empty.yaml", "");
        write("comments.yaml", "# a\n# b\n");

        ManifestSet read = reader.read(List.of(Input.path(folder)));
        assertThat(read.manifests()).isEmpty();
        assertThat(read.problems()).isEmpty();
        assertThat(read.files()).isEqualTo(2);
        assertThat(read.documents()).isZero();

        Files.createDirectories(folder.resolve("empty"));
        assertThat(reader.read(List.of(Input.path(folder.resolve("empty")))).files())
                .isZero();
        assertThat(reader.read(List.of()).manifests()).isEmpty();
    }

    @Test
    void oneBrokenFileLeavesTheOthersWhole() throws IOException {
        write("a.yaml", service("a"));
        write("b.yaml", "a: [\n");
        write("c.yaml", service("c") + "---\n- @\n---\n" + service("d"));

        ManifestSet read = reader.read(List.of(Input.path(folder)));

        assertThat(read.manifests()).extracting(Manifest::name).containsExactly("a", "c", "d");
        assertThat(read.problems())
                .extracting(problem -> problem.position().line())
                .containsExactly(2, 5);
        assertThat(read.documents()).isEqualTo(5);
    }

    @Test
    void manyFilesKeepTheirOrderAndTellTheirProgress() throws IOException {
        for (int i = 100; i < 200; i++) {
            write(i + ".yaml", service("s" + i) + "yes: " + i + "\n");
        }
        var told = new ArrayList<String>();

        ManifestSet read = new ManifestReader(
                        ReadLimits.DEFAULT,
                        "default",
                        (count, files, bytes) -> told.add(count + "/" + files + " " + bytes))
                .read(List.of(Input.path(folder)));

        assertThat(read.manifests()).extracting(Manifest::name).hasSize(100).isSorted();
        assertThat(read.problems()).hasSize(100).extracting(Problem::position).isSorted();
        assertThat(told).hasSize(100).startsWith("1/100 61").endsWith("100/100 6100");
    }

    @Test
    void aFailureInAnotherThreadIsNotLost() throws IOException {
        var inputs = new ArrayList<Input>();
        for (int i = 0; i < 200; i++) {
            inputs.add(Input.text("t" + i, service("s" + i)));
        }

        assertThatThrownBy(() -> new ManifestReader(ReadLimits.DEFAULT, "default", (read, files, bytes) -> {
                            throw new IllegalStateException("a bug");
                        })
                        .read(inputs))
                .isInstanceOf(IllegalStateException.class);
    }
}
