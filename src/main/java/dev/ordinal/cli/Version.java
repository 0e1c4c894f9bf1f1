package dev.ordinal.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this build, as the build wrote it into {@code ordinal.properties}. */
final class Version {

    private Version() {}

    static String current() {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("/ordinal.properties")) {
            if (in == null) {
                throw new IllegalStateException("The build left out ordinal.properties.");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("ordinal.properties cannot be read.", e);
        }
        return properties.getProperty("version");
    }
}
