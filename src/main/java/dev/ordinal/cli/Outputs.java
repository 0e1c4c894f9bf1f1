package dev.ordinal.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Where a check's reports go.
 *
 * @param standard what standard output gets, if anything
 * @param files what files get
 */
record Outputs(Optional<OutputFormat> standard, List<ToFile> files) {

    /** A report in a file. */
    record ToFile(OutputFormat format, Path path) {}

    Outputs {
        files = List.copyOf(files);
    }

    /**
     * Reads the values of {@code -o} and {@code --output-file}.
     *
     * @param options each {@code FORMAT} or {@code FORMAT=FILE}
     * @param outputFile where the format without a file goes; empty for standard output
     * @throws UsageException which names everything that is wrong
     */
    static Outputs parse(List<String> options, String outputFile) {
        var wrong = new ArrayList<String>();
        var bare = new ArrayList<OutputFormat>();
        var files = new ArrayList<ToFile>();
        for (String option : options) {
            int equals = option.indexOf('=');
            String name = equals < 0 ? option : option.substring(0, equals);
            Optional<OutputFormat> format = OutputFormat.named(name);
            if (format.isEmpty()) {
                wrong.add("There is no output format '" + name + "': expected text, json, sarif, junit or github.");
            } else if (equals < 0) {
                bare.add(format.get());
            } else {
                addFile(format.get(), option.substring(equals + 1), files, wrong);
            }
        }
        if (bare.size() > 1) {
            wrong.add("Only one format can go to "
                    + (outputFile.isEmpty() ? "standard output" : "the output file")
                    + ": give the others a file, as in -o sarif=FILE.");
        }
        Optional<OutputFormat> standard = bare.stream().findFirst();
        if (!outputFile.isEmpty()) {
            addFile(standard.orElse(OutputFormat.TEXT), outputFile, files, wrong);
            standard = Optional.empty();
        } else if (files.isEmpty() && standard.isEmpty()) {
            standard = Optional.of(OutputFormat.TEXT);
        }
        var seen = new HashSet<Path>();
        for (ToFile file : files) {
            if (!seen.add(file.path().toAbsolutePath().normalize())) {
                wrong.add("Two outputs go to the same file: " + file.path() + ".");
            }
        }
        if (!wrong.isEmpty()) {
            throw new UsageException(wrong);
        }
        return new Outputs(standard, files);
    }

    /** Whether anything gets that format. */
    boolean has(OutputFormat format) {
        return standard.filter(format::equals).isPresent() || files.stream().anyMatch(file -> file.format() == format);
    }

    private static void addFile(OutputFormat format, String file, List<ToFile> files, List<String> wrong) {
        if (file.isEmpty()) {
            wrong.add("The output format " + format.word() + " needs a file behind its '='.");
            return;
        }
        try {
            files.add(new ToFile(format, Path.of(file)));
        } catch (InvalidPathException e) {
            wrong.add("'" + file + "' is no name of a file.");
        }
    }
}
