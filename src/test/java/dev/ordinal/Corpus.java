package dev.ordinal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder of real manifests that some tests compare with; no part of the project. It lies beside the project unless
 * the system property {@code ordinal.corpus} or the environment's {@code ORDINAL_CORPUS} says where.
 */
public final class Corpus {

    private Corpus() {}

    /** The folder; where there is none a line in the log says that the test has nothing to compare with. */
    public static Optional<Path> folder() {
        String named = System.getProperty("ordinal.corpus", System.getenv("ORDINAL_CORPUS"));
        Path folder = Path.of(named == null ? "../shared/corpus" : named);
        if (Files.isDirectory(folder)) {
            return Optional.of(folder);
        }
        System.err.println("no corpus at " + folder + ": nothing compared");
        return Optional.empty();
    }
}
