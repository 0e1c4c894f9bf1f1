package dev.ordinal.patch;

import dev.ordinal.manifest.Chunk;
import dev.ordinal.manifest.ScalarResolver;
import dev.ordinal.patch.SourceNode.Alias;
import dev.ordinal.patch.SourceNode.Anchor;
import dev.ordinal.patch.SourceNode.Field;
import dev.ordinal.patch.SourceNode.Layout;
import dev.ordinal.patch.SourceNode.Mapping;
import dev.ordinal.patch.SourceNode.Scalar;
import dev.ordinal.patch.SourceNode.Sequence;
import dev.ordinal.patch.SourceNode.Style;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Finds where the values of a chunk's documents begin and end. The chunk must be one that the reader of manifests could
 * read, which bounds how deep it is nested.
 */
final class SourceComposer {

    private static final int WINDOW = 1024;
    private static final LoadSettings SETTINGS = settings(WINDOW);

    private final SourceText source;
    private final String text;
    private final boolean oneCharPerCodePoint;
    private final ParserImpl parser;
    private final Map<String, Anchor> anchors = new HashMap<>();
    private final Map<Anchor, String> scalars = new HashMap<>();
    private int lastIndex;
    private int lastPlace;

    private SourceComposer(Chunk chunk, SourceText source) {
        this.source = source;
        this.text = source.text();
        this.oneCharPerCodePoint = text.chars().noneMatch(c -> Character.isSurrogate((char) c));
        // The library's window grows by its own size until a line fits, copying all of it each time.
        LoadSettings settings = chunk.longestLine() < WINDOW ? SETTINGS : settings(chunk.longestLine() + 16);
        this.parser = new ParserImpl(settings, new StreamReader(settings, new StringReader(text)));
    }

    /** Settings are costly to make: they compile patterns. */
    private static LoadSettings settings(int window) {
        return LoadSettings.builder()
                .setCodePointLimit(Integer.MAX_VALUE)
                .setBufferSize(window)
                .build();
    }

    /** The root values of the chunk's documents, in order, those that are scalars left out. */
    static List<SourceNode> compose(Chunk chunk, SourceText source) {
        var composer = new SourceComposer(chunk, source);
        var roots = new ArrayList<SourceNode>();
        while (composer.parser.hasNext()) {
            switch (composer.parser.next().getEventId()) {
                case DocumentStart -> {
                    composer.anchors.clear();
                    SourceNode root = composer.node(composer.parser.next(), 0);
                    if (root instanceof SourceNode.Collection) {
                        roots.add(root);
                    }
                }
                default -> {}
            }
        }
        return roots;
    }

    /**
     * The value that begins with the event.
     *
     * @param after where it hangs: the place after its field's colon, if known
     */
    private SourceNode node(Event event, int after) {
        return switch (event) {
            case ScalarEvent scalar -> scalar(scalar, after);
            case AliasEvent alias -> {
                String name = alias.getAlias().getValue();
                Anchor anchor = anchors.get(name);
                if (anchor != null) {
                    anchor.use();
                }
                yield new Alias(start(event), end(event), name);
            }
            case CollectionStartEvent start -> collection(start);
            default -> throw new IllegalStateException(event.toString());
        };
    }

    private Scalar scalar(ScalarEvent event, int after) {
        boolean bare = event.getAnchor().isEmpty() && event.getTag().isEmpty();
        int start = start(event);
        int end = end(event);
        Style style = style(event);
        boolean empty = style == Style.PLAIN && event.getValue().isEmpty();
        if (empty && bare) {
            start = Math.max(start, after);
            end = start;
        }
        int content = bare ? start : empty ? end : source.skipProperties(start);
        if (style == Style.BLOCK) {
            end = source.blockScalarEnd(content, end);
        }
        Anchor anchor = anchor(event);
        if (anchor != null) {
            scalars.put(anchor, event.getValue());
        }
        return new Scalar(start, content, end, style, event.getTag().isPresent(), anchor);
    }

    private static Style style(ScalarEvent event) {
        return switch (event.getScalarStyle()) {
            case PLAIN, JSON_SCALAR_STYLE -> Style.PLAIN;
            case SINGLE_QUOTED -> Style.SINGLE_QUOTED;
            case DOUBLE_QUOTED -> Style.DOUBLE_QUOTED;
            case LITERAL, FOLDED -> Style.BLOCK;
        };
    }

    private @Nullable Anchor anchor(NodeEvent event) {
        if (event.getAnchor().isEmpty()) {
            return null;
        }
        var anchor = new Anchor(event.getAnchor().get().getValue());
        anchors.put(anchor.name(), anchor);
        return anchor;
    }

    private SourceNode collection(CollectionStartEvent event) {
        int start = start(event);
        boolean bare = event.getAnchor().isEmpty() && event.getTag().isEmpty();
        int content = bare ? start : source.skipProperties(start);
        Anchor anchor = anchor(event);
        return event.getEventId() == Event.ID.MappingStart
                ? mapping(event, start, content, anchor)
                : sequence(event, start, content, anchor);
    }

    private Mapping mapping(CollectionStartEvent event, int start, int content, @Nullable Anchor anchor) {
        var fields = new ArrayList<Field>();
        Event next = parser.next();
        while (next.getEventId() != Event.ID.MappingEnd) {
            SourceNode key = node(next, 0);
            boolean merge = isMergeKey(next);
            String name = merge ? "<<" : name(next).orElse("");
            int colon = colon(key, event.isFlow());
            SourceNode value = node(parser.next(), colon);
            fields.add(new Field(key, name, merge, colon, value));
            next = parser.next();
        }
        int end = event.isFlow()
                ? end(next)
                : fields.isEmpty() ? content : fields.getLast().end();
        Layout layout = layout(event, content, end, '{');
        return new Mapping(start, content, end, layout, List.copyOf(fields), anchor);
    }

    private int colon(SourceNode key, boolean flow) {
        int at = source.skipBlanks(key.end());
        boolean simple =
                at < text.length() && text.charAt(at) == ':' && (flow || source.followsIndentOnly(key.start()));
        return simple ? at + 1 : -1;
    }

    private Layout layout(CollectionStartEvent event, int content, int end, char bracket) {
        if (!event.isFlow()) {
            return Layout.BLOCK;
        }
        return text.charAt(content) == bracket && source.isOnOneLine(content, end) ? Layout.FLOW : Layout.SPREAD;
    }

    private static boolean isMergeKey(Event event) {
        return event instanceof ScalarEvent scalar
                && scalar.getValue().equals("<<")
                && scalar.getTag().map("tag:yaml.org,2002:merge"::equals).orElse(scalar.isPlain());
    }

    /** A key's text as kubectl reads it; empty where a map's key is an alias of something else than a scalar. */
    private Optional<String> name(Event event) {
        return switch (event) {
            case ScalarEvent scalar
            when scalar.isPlain() && scalar.getTag().isEmpty() ->
                ScalarResolver.name(ScalarResolver.plain(scalar.getValue()));
            case ScalarEvent scalar -> Optional.of(scalar.getValue());
            case AliasEvent alias ->
                Optional.ofNullable(anchors.get(alias.getAlias().getValue())).map(scalars::get);
            default -> Optional.empty();
        };
    }

    private Sequence sequence(CollectionStartEvent event, int start, int content, @Nullable Anchor anchor) {
        var items = new ArrayList<SourceNode>();
        Event next = parser.next();
        while (next.getEventId() != Event.ID.SequenceEnd) {
            items.add(node(next, 0));
            next = parser.next();
        }
        int end = event.isFlow()
                ? end(next)
                : items.isEmpty() ? content : Math.max(content, items.getLast().end());
        Layout layout = layout(event, content, end, '[');
        return new Sequence(start, content, end, layout, List.copyOf(items), anchor);
    }

    private int start(Event event) {
        return event.getStartMark().map(this::place).orElseThrow();
    }

    private int end(Event event) {
        return event.getEndMark().map(this::place).orElseThrow();
    }

    /** The library counts code points; most texts have one character for each. */
    private int place(Mark mark) {
        int index = mark.getIndex();
        if (oneCharPerCodePoint) {
            return index;
        }
        lastPlace = text.offsetByCodePoints(lastPlace, index - lastIndex);
        lastIndex = index;
        return lastPlace;
    }
}
