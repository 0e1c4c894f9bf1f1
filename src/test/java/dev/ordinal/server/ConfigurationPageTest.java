package dev.ordinal.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {

    @Test
    void thePageListsTheSettingsThereAre() throws IOException {
        assertThat(Files.readAllLines(Path.of("docs", "configuration.md")).stream()
                        .filter(line -> line.startsWith("| `ordinal.")))
                .containsExactlyElementsOf(Arrays.stream(Key.values())
                        .map(ConfigurationPageTest::row)
                        .toList());
    }

    private static String row(Key key) {
        String standard = key.standard().isEmpty() ? "" : " `" + key.standard() + "`";
        return "| `%s` |%s | %s |%s |".formatted(key.key(), standard, key.expected(), key.isReread() ? " yes" : "");
    }
}
