package dev.ordinal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {

    @TempDir
    Path folder;

    @Test
    void replacesWhatWasThere() throws IOException {
        Path file = Files.writeString(folder.resolve("report"), "old and longer");

        assertThat(OutputFile.write(file, out -> out.write("new"))).isEmpty();

        assertThat(file).hasContent("new");
        assertThat(new Workspace(folder).names()).containsExactly("report");
    }

    @Test
    void aFailedWriteLeavesWhatWasThere() throws IOException {
        Path file = Files.writeString(folder.resolve("report"), "old");

        assertThat(OutputFile.write(file, out -> {
                    out.write("half");
                    out.flush();
                    throw new IOException("No space left on device");
                }))
                .contains(file + " cannot be written: No space left on device.");

        assertThat(file).hasContent("old");
        assertThat(new Workspace(folder).names()).containsExactly("report");
    }

    @Test
    void aFailedFirstWriteLeavesNothing() {
        assertThat(OutputFile.write(folder.resolve("report"), out -> {
                    throw new IOException();
                }))
                .contains(folder.resolve("report") + " cannot be written: IOException.");

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void devicesAreWrittenDirectly() {
        assertThat(OutputFile.write(Path.of("/dev/null"), out -> out.write("x")))
                .isEmpty();
        assertThat(OutputFile.write(Path.of("/dev/full"), out -> out.write("x")))
                .contains("/dev/full cannot be written: No space left on device.");
    }

    @Test
    void aLinkIsFollowed() throws IOException {
        Path target = Files.writeString(folder.resolve("target"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("target"));

        assertThat(OutputFile.write(link, out -> out.write("new"))).isEmpty();

        assertThat(link).isSymbolicLink();
        assertThat(target).hasContent("new");
    }

    @Test
    void othersMayReadWhatTheSystemLetsThemRead() throws IOException {
        Path plain = Files.createFile(folder.resolve("plain"));
        Path written = folder.resolve("written");

        assertThat(OutputFile.write(written, out -> out.write("x"))).isEmpty();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(written)))
                .isEqualTo(PosixFilePermissions.toString(Files.getPosixFilePermissions(plain)));
    }
}
