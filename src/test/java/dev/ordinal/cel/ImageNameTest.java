package dev.ordinal.cel;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageNameTest {

    @ParameterizedTest
    @CsvSource(
            emptyValue = "",
            value = {
                "postgres, '', postgres, postgres, '', ''",
                "postgres:16, '', postgres, postgres, 16, ''",
                "bitnami/postgresql:16.1, '', bitnami/postgresql, postgresql, 16.1, ''",
                "docker.io/library/postgres:16@sha256:ab, docker.io, library/postgres, postgres, 16, sha256:ab",
                "postgres@sha256:ab, '', postgres, postgres, '', sha256:ab",
                "localhost/postgres, localhost, postgres, postgres, '', ''",
                "localhost:5000/postgres, localhost:5000, postgres, postgres, '', ''",
                "registry:5000/a/b/c:1, registry:5000, a/b/c, c, 1, ''",
                "10.0.0.5:5000/a:1, 10.0.0.5:5000, a, a, 1, ''",
                "' postgres:16 ', '', postgres, postgres, 16, ''",
                "'', '', '', '', '', ''",
                "':', '', '', '', '', ''",
                "'/', '', /, '', '', ''",
                "'@', '', '', '', '', ''",
            })
    void takesApart(String image, String registry, String repository, String name, String tag, String digest) {
        assertThat(ImageName.of(image)).isEqualTo(new ImageName(registry, repository, name, tag, digest));
    }

    @Property
    void neverThrows(@ForAll String image) {
        assertThat(ImageName.of(image)).isNotNull();
    }

    @Property
    void partsMakeTheWhole(@ForAll String image) {
        ImageName parts = ImageName.of(image);
        int length = parts.registry().length()
                + parts.repository().length()
                + parts.tag().length()
                + parts.digest().length();
        assertThat(length).isLessThanOrEqualTo(image.length());
        assertThat(parts.repository()).endsWith(parts.name());
    }
}
