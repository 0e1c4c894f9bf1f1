package dev.ordinal.manifest;

import dev.ordinal.manifest.Problem.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads the documents of one YAML or JSON file after the other, whatever they hold. A broken document is a problem and
 * leaves the others whole. For one thread; use one reader for many files.
 */
public final class DocumentReader {

    private final ReadLimits limits;
    private final YamlParser yaml;
    private final TreeBuilder builder;
    private @Nullable JsonTreeParser json;

    public DocumentReader(ReadLimits limits) {
        this.limits = limits;
        this.builder = new TreeBuilder(limits);
        this.yaml = new YamlParser(limits, builder);
    }

    /**
     * Reads everything that the inputs name, in their order, the files of folders by their paths. What cannot be looked
     * into comes first, as a file with that problem.
     */
    public List<ReadFile> read(List<Input> inputs) {
        var files = new ArrayList<ReadFile>();
        List<Input> found = new FileFinder(
                        List.of(), (path, failure) -> files.add(unreadable(path.toString(), failure)))
                .find(inputs);
        for (Input input : found) {
            files.add(read(input));
        }
        return files;
    }

    /** Reads a file, a stream or a text. */
    ReadFile read(Input input) {
        return switch (input) {
            case Input.OfPath(var path) -> read(path.toString(), path);
            case Input.OfStream(String name, var stream) -> read(name, stream);
            case Input.OfText(String name, String text) -> read(name, text);
        };
    }

    /** Reads a file, which goes by the name given. */
    public ReadFile read(String name, Path path) {
        try (InputStream stream = Files.newInputStream(path)) {
            return read(name, stream);
        } catch (IOException failure) {
            return unreadable(name, failure);
        }
    }

    /** Reads a stream to its end, and leaves it open. */
    public ReadFile read(String name, InputStream stream) {
        try {
            byte[] bytes = stream.readNBytes((int) Math.min(limits.fileBytes() + 1, Integer.MAX_VALUE - 8));
            return read(name, bytes);
        } catch (IOException failure) {
            return unreadable(name, failure);
        }
    }

    private ReadFile read(String name, byte[] bytes) {
        if (bytes.length > limits.fileBytes()) {
            return failed(name, Kind.LIMIT, "the file is larger than " + size(limits.fileBytes()), bytes.length);
        }
        Optional<TextDecoder.Decoded> decoded = TextDecoder.decode(bytes);
        if (decoded.isEmpty()) {
            return failed(name, Kind.ENCODING, TextDecoder.binaryMessage(bytes), bytes.length);
        }
        var file = new SourceFile(name, decoded.get().text());
        return new FileReading(file, decoded.get().malformed(), bytes.length).read();
    }

    /** Reads a text in memory. */
    public ReadFile read(String name, String text) {
        String plain = TextDecoder.withoutMarks(text);
        return new FileReading(new SourceFile(name, plain), List.of(), text.length()).read();
    }

    private static String size(long bytes) {
        return bytes % (1 << 20) == 0 ? (bytes >> 20) + " MiB" : bytes + " bytes";
    }

    static ReadFile unreadable(String name, IOException failure) {
        String message = switch (failure) {
            case NoSuchFileException _ ->
                linkTarget(name)
                        .map(target -> "a broken link: there is no `" + target + "`, which it leads to")
                        .orElse("no such file or folder");
            case AccessDeniedException _ -> "cannot be read: permission denied";
            default -> "cannot be read: " + failure.getMessage();
        };
        return failed(name, Kind.UNREADABLE, message, 0);
    }

    /** What a symbolic link leads to, if the file is one. */
    private static Optional<Path> linkTarget(String name) {
        try {
            return Optional.of(Files.readSymbolicLink(Path.of(name)));
        } catch (IOException | UnsupportedOperationException | InvalidPathException noLink) {
            return Optional.empty();
        }
    }

    private static ReadFile failed(String name, Kind kind, String message, long bytes) {
        var problem = new Problem(kind, new SourcePosition(name, 1, 1), message);
        return new ReadFile(new SourceFile(name, ""), List.of(), List.of(problem), 1, bytes);
    }

    private JsonTreeParser json() {
        JsonTreeParser parser = json;
        if (parser == null) {
            parser = new JsonTreeParser(limits, builder);
            json = parser;
        }
        return parser;
    }

    /** The reading of one file. */
    private final class FileReading {
        private final SourceFile file;
        private final List<Integer> malformed;
        private final long bytes;
        private final List<Document> documents = new ArrayList<>();
        private final List<Problem> problems = new ArrayList<>();
        private int broken;
        private int nextMalformed;
        private boolean isTemplate;
        private boolean toldFull;

        FileReading(SourceFile file, List<Integer> malformed, long bytes) {
            this.file = file;
            this.malformed = malformed;
            this.bytes = bytes;
        }

        ReadFile read() {
            var splitter = new DocumentSplitter(file.text());
            Optional<Chunk> chunk = splitter.next();
            while (chunk.isPresent() && read(chunk.get())) {
                chunk = splitter.next();
            }
            return new ReadFile(file, documents, problems, broken, bytes);
        }

        /** Whether to go on after this one. */
        private boolean read(Chunk chunk) {
            char first = chunk.firstContent();
            if (first == 0) {
                return true;
            }
            if (isFull()) {
                if (!toldFull) {
                    problems.add(tooMany(Positions.place(chunk.firstLine(), 1)).problem(file));
                }
                return false;
            }
            OptionalInt bad = malformedIn(chunk);
            if (bad.isPresent()) {
                fail(notUtf8(chunk, bad.getAsInt()));
            } else if (first == '{' || first == '[') {
                parseJson(chunk);
            } else {
                parseYaml(chunk).ifPresent(this::fail);
            }
            return true;
        }

        /** The index in the chunk's text of the first character that could not be decoded. */
        private OptionalInt malformedIn(Chunk chunk) {
            while (nextMalformed < malformed.size() && malformed.get(nextMalformed) < chunk.start()) {
                nextMalformed++;
            }
            int index = nextMalformed < malformed.size() ? malformed.get(nextMalformed) - chunk.start() : -1;
            return index >= 0 && index < chunk.text().length() ? OptionalInt.of(index) : OptionalInt.empty();
        }

        private Problem notUtf8(Chunk chunk, int index) {
            return new Problem(
                    Kind.ENCODING,
                    file.position(chunk.start() + index),
                    "these bytes are not UTF-8; save the file as UTF-8");
        }

        private Optional<Problem> parseYaml(Chunk chunk) {
            try {
                yaml.parse(chunk, this::accept);
                return Optional.empty();
            } catch (BadDocument bad) {
                return Optional.of(SyntaxAdvice.problem(file, chunk, bad));
            } catch (YamlEngineException bad) {
                return Optional.of(SyntaxAdvice.problem(file, chunk, bad));
            }
        }

        /** Reads what may be JSON or YAML in its flow style; both begin alike. */
        private void parseJson(Chunk chunk) {
            int before = documents.size();
            try {
                json().parse(chunk, this::accept);
            } catch (BadDocument notJson) {
                List<Document> read = List.copyOf(documents.subList(before, documents.size()));
                documents.subList(before, documents.size()).clear();
                boolean mayBeYaml =
                        notJson.kind() == Kind.SYNTAX && !file.name().endsWith(".json");
                Optional<Problem> notYaml =
                        mayBeYaml ? parseYaml(chunk) : Optional.of(SyntaxAdvice.problem(file, chunk, notJson));
                if (notYaml.isPresent()) {
                    documents.subList(before, documents.size()).clear();
                    documents.addAll(read);
                    fail(
                            mayBeYaml && isMeantAsJson(chunk)
                                    ? SyntaxAdvice.problem(file, chunk, notJson)
                                    : notYaml.get());
                }
            }
        }

        private boolean isMeantAsJson(Chunk chunk) {
            int at = chunk.text().indexOf('{') + 1;
            while (at < chunk.text().length()
                    && Character.isWhitespace(chunk.text().charAt(at))) {
                at++;
            }
            return at < chunk.text().length() && chunk.text().charAt(at) == '"';
        }

        /** Counts a broken document. That a file is a template is told once. */
        private void fail(Problem problem) {
            broken++;
            if (problem.kind() != Kind.TEMPLATE || !isTemplate) {
                problems.add(problem);
            }
            isTemplate |= problem.kind() == Kind.TEMPLATE;
        }

        private boolean isFull() {
            return documents.size() + broken >= limits.documents();
        }

        private BadDocument tooMany(long place) {
            toldFull = true;
            return new BadDocument(
                    Kind.LIMIT,
                    place,
                    "the file has more than " + limits.documents() + " documents; the rest was not read");
        }

        private void accept(DocumentSink.Parsed parsed) throws BadDocument {
            Node root = parsed.root();
            if (isFull()) {
                throw tooMany(root.place());
            }
            var source = new TreeSourceMap(file, root.value(), root.place(), root.positions());
            documents.add(new Document(root.value(), source, warnings(parsed)));
        }

        private List<Problem> warnings(DocumentSink.Parsed parsed) {
            if (parsed.clashes().isEmpty() && parsed.ambiguities().isEmpty()) {
                return List.of();
            }
            var warnings = new ArrayList<Problem>();
            for (TreeFrame.Clash clash : parsed.clashes()) {
                warnings.add(new Problem(Kind.DUPLICATE_KEY, at(clash.second()), message(clash)));
            }
            for (DocumentSink.Ambiguity ambiguity : parsed.ambiguities()) {
                warnings.add(new Problem(Kind.AMBIGUOUS_SCALAR, at(ambiguity.place()), ambiguity.message()));
            }
            warnings.sort(Comparator.comparing(Problem::position));
            return warnings;
        }

        private String message(TreeFrame.Clash clash) {
            return clash.merged()
                    ? "the merge key `<<` comes after `" + clash.name() + "` in line " + Positions.line(clash.first())
                            + " and overrides it, as kubectl reads it; write `<<` first"
                    : "the key `" + clash.name() + "` stands in line " + Positions.line(clash.first())
                            + " already; the last one counts";
        }

        private SourcePosition at(long place) {
            return TreeSourceMap.position(file, place);
        }
    }
}
