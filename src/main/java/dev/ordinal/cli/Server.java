package dev.ordinal.cli;

import java.util.Map;
import java.util.function.Consumer;

/** Runs the server; the command line knows it by this alone, and so starts without it. */
@FunctionalInterface
public interface Server {

    /**
     * Serves until the process is asked to stop.
     *
     * @param settings those that the command line gives, by key
     * @param terminal whether what is logged, to standard output, is read on a terminal
     * @param talk takes what to tell whoever started the server, line by line
     * @return the exit code
     */
    int serve(Map<String, String> settings, boolean terminal, Consumer<String> talk);
}
