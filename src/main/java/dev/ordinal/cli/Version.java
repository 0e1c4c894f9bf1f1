package dev.ordinal.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which build this is, as the build wrote it into {@code ordinal.properties}.
 *
 * @param number such as {@code 1.2.3}
 * @param commit it was built from; empty if not known
 */
record Version(String number, String commit) {

    static Version current() {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("/ordinal.properties")) {
            if (in == null) {
                throw new IllegalStateException("The build left out ordinal.properties.");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("ordinal.properties cannot be read.", e);
        }
        return new Version(properties.getProperty("version", "unknown"), properties.getProperty("commit", ""));
    }

    /** The name, the version and, where it is known, the commit. */
    String line() {
        return "ordinal " + number + (commit.isEmpty() ? "" : " (" + commit + ")");
    }
}
