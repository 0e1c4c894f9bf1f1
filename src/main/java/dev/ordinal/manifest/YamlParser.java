package dev.ordinal.manifest;

import dev.ordinal.manifest.Problem.Kind;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads the YAML of one chunk of a file, event by event, into trees with positions. Aliases are followed, merge keys
 * merged and scalars read as kubectl does. For one thread.
 */
final class YamlParser {

    private static final LoadSettings SETTINGS = settings(1024);
    private static final int LONG_LINE = 8 * 1024;

    private final ReadLimits limits;
    private final TreeBuilder builder;
    private final Map<Anchor, Node> anchors = new HashMap<>();
    private final Set<Anchor> openAnchors = new HashSet<>();
    private final List<Optional<Anchor>> anchorsByDepth = new ArrayList<>();
    private List<DocumentSink.Ambiguity> ambiguities = new ArrayList<>();
    private int aliases;
    private int linesBefore;
    private long lastPlace;
    private String lastName = "";

    YamlParser(ReadLimits limits, TreeBuilder builder) {
        this.limits = limits;
        this.builder = builder;
    }

    private static LoadSettings settings(int bufferSize) {
        return LoadSettings.builder()
                .setCodePointLimit(Integer.MAX_VALUE)
                .setBufferSize(bufferSize)
                .build();
    }

    /**
     * Reads a chunk.
     *
     * @param documents takes each document, empty ones left out, as soon as it is complete
     * @throws BadDocument if the chunk cannot be read on
     * @throws YamlEngineException if it is not YAML
     */
    void parse(Chunk chunk, DocumentSink documents) throws BadDocument {
        linesBefore = chunk.firstLine() - 1;
        // The library's window grows by its own size until a line fits, copying all of it each time.
        LoadSettings settings = chunk.longestLine() <= LONG_LINE ? SETTINGS : settings(chunk.longestLine() + 16);
        var parser = new ParserImpl(settings, new StreamReader(settings, new StringReader(chunk.text())));
        lastPlace = Positions.place(chunk.firstLine(), 1);
        for (Optional<Event> next = next(parser); next.isPresent(); next = next(parser)) {
            Event event = next.get();
            switch (event.getEventId()) {
                case DocumentStart -> start();
                case DocumentEnd -> {
                    Node root = builder.root();
                    if (root != null && !root.value().equals(JsonObject.NULL)) {
                        documents.accept(new DocumentSink.Parsed(root, builder.clashes(), ambiguities));
                    }
                }
                case Scalar -> scalar((ScalarEvent) event);
                case Alias -> alias((AliasEvent) event);
                case MappingStart, SequenceStart -> begin((CollectionStartEvent) event);
                case MappingEnd, SequenceEnd -> end();
                case StreamStart, StreamEnd, Comment -> {}
            }
        }
    }

    private Optional<Event> next(ParserImpl parser) throws BadDocument {
        try {
            if (!parser.hasNext()) {
                return Optional.empty();
            }
            Event event = parser.next();
            lastPlace = event.getEndMark().map(this::place).orElse(lastPlace);
            return Optional.of(event);
        } catch (YamlEngineException bad) {
            throw bad;
        } catch (RuntimeException unforeseen) {
            // The library does not expect escapes without digits, characters that do not exist, endless versions.
            throw new BadDocument(
                    Kind.SYNTAX,
                    lastPlace,
                    "what comes next is not YAML; perhaps an escape such as `\\x` lacks its digits");
        }
    }

    private void start() {
        builder.reset();
        anchors.clear();
        openAnchors.clear();
        anchorsByDepth.clear();
        ambiguities = new ArrayList<>();
        aliases = 0;
    }

    private long place(Event event) {
        return event.getStartMark().map(this::place).orElseThrow();
    }

    private long place(Mark mark) {
        return Positions.place(linesBefore + mark.getLine() + 1, mark.getColumn() + 1);
    }

    private void begin(CollectionStartEvent event) throws BadDocument {
        long place = place(event);
        if (builder.atName()) {
            throw keyProblem(event.getEventId() == Event.ID.MappingStart ? "a map" : "a list", place);
        }
        if (event.getEventId() == Event.ID.MappingStart) {
            builder.beginObject(place);
        } else {
            builder.beginArray(place);
        }
        anchorsByDepth.add(event.getAnchor());
        event.getAnchor().ifPresent(anchor -> {
            anchors.remove(anchor);
            openAnchors.add(anchor);
        });
    }

    private void end() throws BadDocument {
        Node node = builder.end();
        anchorsByDepth.removeLast().ifPresent(anchor -> {
            openAnchors.remove(anchor);
            anchors.put(anchor, node);
        });
    }

    private void scalar(ScalarEvent event) throws BadDocument {
        long place = place(event);
        String text = event.getValue();
        boolean plain = event.isPlain() && event.getTag().isEmpty();
        Object value = plain ? ScalarResolver.plain(text) : quotedOrTagged(event, text, place);
        event.getAnchor().ifPresent(anchor -> anchors.put(anchor, Node.scalar(value, place)));
        if (builder.atName()) {
            if (isMergeKey(event, text)) {
                builder.mergeKey(place);
                return;
            }
            name(value, place);
        } else {
            value(value, place);
        }
        if (plain && !(value instanceof String)) {
            AmbiguousScalar.warning(text, value)
                    .filter(message -> !isFileMode(value))
                    .ifPresent(message -> ambiguities.add(new DocumentSink.Ambiguity(place, message)));
        }
    }

    private static boolean isMergeKey(ScalarEvent event, String text) {
        return text.equals("<<")
                && event.getTag().map("tag:yaml.org,2002:merge"::equals).orElse(event.isPlain());
    }

    /** Octal is what everybody means in {@code defaultMode: 0644}, and what every Kubernetes tool reads. */
    private boolean isFileMode(Object value) {
        return value instanceof Long && (lastName.equals("defaultMode") || lastName.equals("mode"));
    }

    private Object quotedOrTagged(ScalarEvent event, String text, long place) throws BadDocument {
        if (event.getTag().isEmpty()) {
            return text;
        }
        String tag = event.getTag().get();
        if (tag.equals("!")) {
            return ScalarResolver.plain(text);
        }
        Optional<Object> value = ScalarResolver.tagged(tag, text);
        if (value.isEmpty()) {
            throw new BadDocument(
                    Kind.SYNTAX, place, "`" + text + "` is not what its tag !!" + tag.substring(18) + " says");
        }
        return value.get();
    }

    private void name(Object value, long place) throws BadDocument {
        Optional<String> name = ScalarResolver.name(value);
        if (name.isEmpty()) {
            throw keyProblem(value.equals(JsonObject.NULL) ? "null" : "no finite number", place);
        }
        if (!name.get().isEmpty() && name.get().charAt(0) == '\u00A0') {
            throw new BadDocument(
                    Kind.SYNTAX, place, "the key begins with a no-break space (U+00A0); YAML wants plain blanks");
        }
        lastName = name.get();
        builder.name(lastName, place);
    }

    private void value(Object value, long place) throws BadDocument {
        if (value instanceof String text) {
            builder.text(text, place);
        } else if (value instanceof Double number && (number.isInfinite() || number.isNaN())) {
            throw new BadDocument(
                    Kind.SYNTAX, place, "infinity and not-a-number cannot be written in JSON, as Kubernetes needs it");
        } else {
            builder.scalar(value, place);
        }
    }

    private void alias(AliasEvent event) throws BadDocument {
        long place = place(event);
        Anchor anchor = event.getAlias();
        Node node = anchors.get(anchor);
        if (node == null) {
            throw new BadDocument(
                    Kind.SYNTAX,
                    place,
                    openAnchors.contains(anchor)
                            ? "`*" + anchor + "` stands inside the value that `&" + anchor
                                    + "` names: it would never end"
                            : "`*" + anchor + "` stands for nothing: no `&" + anchor
                                    + "` comes before it in the document; a text that begins with `*` needs quotes");
        }
        if (!node.isScalar() && ++aliases > limits.aliases()) {
            throw new BadDocument(
                    Kind.LIMIT, place, "the document has more than " + limits.aliases() + " aliases to maps and lists");
        }
        if (builder.atName()) {
            if (!node.isScalar()) {
                throw keyProblem("a map or a list", place);
            }
            name(node.value(), place);
        } else {
            builder.add(node, place);
        }
    }

    private static BadDocument keyProblem(String found, long place) {
        return new BadDocument(Kind.SYNTAX, place, "a key must be a text, but this one is " + found);
    }
}
