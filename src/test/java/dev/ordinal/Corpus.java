package dev.ordinal;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder of real manifests that some tests compare with; no part of the project. It lies beside the project unless
 * the system property or environment variable {@code ORDINAL_CORPUS} names another place.
 */
public final class Corpus {

    private Corpus() {}

    /** The folder; the test is skipped where there is none. */
    public static Path folder() {
        Path folder = Path.of(Optional.ofNullable(System.getProperty("ORDINAL_CORPUS"))
                .or(() -> Optional.ofNullable(System.getenv("ORDINAL_CORPUS")))
                .orElse("../shared/corpus"));
        assumeThat(folder).isDirectory();
        return folder;
    }
}
