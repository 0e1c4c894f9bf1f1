package dev.ordinal.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What a command has around it: its streams, which of them are a terminal, and the environment.
 *
 * <p>Text is UTF-8 whatever the locale, because reports are read by other machines. Standard output reports its
 * failures, unlike {@link System#out}: a closed pipe must end a command, not pass unseen.
 */
final class Console {

    /** The standard streams. */
    enum Stream {
        IN(0),
        OUT(1),
        ERR(2);

        private final int descriptor;

        Stream(int descriptor) {
            this.descriptor = descriptor;
        }
    }

    private final InputStream in;
    private final OutputStream bytes;
    private final Writer out;
    private final Writer err;
    private final Map<String, String> environment;
    private final Set<Stream> terminals;

    Console(
            InputStream in,
            OutputStream out,
            OutputStream err,
            Map<String, String> environment,
            Set<Stream> terminals) {
        this.in = in;
        this.bytes = out;
        this.out = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        this.err = new OutputStreamWriter(err, StandardCharsets.UTF_8);
        this.environment = Map.copyOf(environment);
        this.terminals = Set.copyOf(terminals);
    }

    /** The process's own. */
    static Console system() {
        Map<String, String> environment = System.getenv();
        return new Console(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                environment,
                terminals(environment));
    }

    InputStream in() {
        return in;
    }

    /** For findings and whatever else a command was asked for; buffered, so flush it. */
    Writer out() {
        return out;
    }

    /** Writes bytes that are no text of ours to standard output, behind all that was written before. */
    void write(byte[] content) throws IOException {
        out.flush();
        bytes.write(content);
        bytes.flush();
    }

    /** For talk. */
    PrintWriter err() {
        return new PrintWriter(err, true);
    }

    /** Whether the stream is a terminal, as far as that can be told. */
    boolean isTerminal(Stream stream) {
        return terminals.contains(stream);
    }

    /** A variable of the environment, empty if not set. */
    String variable(String name) {
        return environment.getOrDefault(name, "");
    }

    /** Whether colours are welcome on the stream: on a terminal, unless NO_COLOR (no-color.org) is set. */
    boolean isColourful(Stream stream) {
        return isTerminal(stream)
                && variable("NO_COLOR").isEmpty()
                && !variable("TERM").equals("dumb");
    }

    /**
     * The streams that are terminals. The launcher says which, as {@code ORDINAL_TERMINAL=02}; without it the system's
     * own files do, where there are such.
     */
    private static Set<Stream> terminals(Map<String, String> environment) {
        var terminals = EnumSet.noneOf(Stream.class);
        String told = environment.get("ORDINAL_TERMINAL");
        for (Stream stream : Stream.values()) {
            boolean is = told == null ? leadsToTerminal(stream) : told.contains(String.valueOf(stream.descriptor));
            if (is) {
                terminals.add(stream);
            }
        }
        return terminals;
    }

    private static boolean leadsToTerminal(Stream stream) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd", String.valueOf(stream.descriptor)))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException notToBeTold) {
            return false;
        }
    }
}
