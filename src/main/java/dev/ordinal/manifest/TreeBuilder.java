package dev.ordinal.manifest;

import dev.ordinal.manifest.Problem.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts a document's tree and its positions together from what a parser finds, one value after the other, and stops at
 * the limits. Reused from document to document; for one thread.
 */
final class TreeBuilder {

    private final ReadLimits limits;
    private final TextPool pool = new TextPool();
    private final List<TreeFrame> frames = new ArrayList<>();
    private List<TreeFrame.Clash> clashes = new ArrayList<>();
    private int depth;
    private long size;
    private @Nullable Node root;

    TreeBuilder(ReadLimits limits) {
        this.limits = limits;
    }

    /** Forgets what was built; the next value is the root of a new document. */
    void reset() {
        depth = 0;
        size = 0;
        root = null;
        clashes = new ArrayList<>();
    }

    /** Whether the next value is the name of a field. */
    boolean atName() {
        return depth > 0 && top().isObject() && !top().isNamed();
    }

    void beginObject(long place) throws BadDocument {
        begin(true, place);
    }

    void beginArray(long place) throws BadDocument {
        begin(false, place);
    }

    private void begin(boolean object, long place) throws BadDocument {
        count(1, place);
        if (depth >= limits.depth()) {
            throw tooDeep(place);
        }
        if (depth == frames.size()) {
            frames.add(new TreeFrame());
        }
        frames.get(depth++).start(object, place, size - 1);
    }

    void name(String name, long place) {
        top().name(pool.shared(name), place);
    }

    void mergeKey(long place) {
        top().mergeKey(place);
    }

    void text(String text, long place) throws BadDocument {
        scalar(pool.shared(text), place);
    }

    void scalar(Object value, long place) throws BadDocument {
        count(1, place);
        put(value, place, null, 0);
    }

    /** Adds a value that is complete, as an alias stands for it. */
    void add(Node node, long aliasPlace) throws BadDocument {
        count(node.size(), aliasPlace);
        if (depth + node.height() > limits.depth()) {
            throw tooDeep(aliasPlace);
        }
        put(node.value(), node.place(), node.positions(), node.height());
    }

    /** Closes the object or array that was opened last, and gives it. */
    Node end() throws BadDocument {
        TreeFrame frame = top();
        depth--;
        Node node = frame.finish(size);
        put(node.value(), node.place(), node.positions(), node.height());
        return node;
    }

    private void put(Object value, long place, @Nullable Positions positions, int height) throws BadDocument {
        if (depth == 0) {
            root = new Node(value, place, positions, size, height);
        } else if (top().isMerging()) {
            count(top().merge(value, place, positions, height, clashes), place);
        } else {
            top().put(value, place, positions, height, clashes);
        }
    }

    private void count(long more, long place) throws BadDocument {
        size += more;
        if (size > limits.nodes()) {
            throw new BadDocument(
                    Kind.LIMIT,
                    place,
                    "the document holds more than " + limits.nodes() + " values once its aliases are followed");
        }
    }

    private BadDocument tooDeep(long place) {
        return new BadDocument(
                Kind.LIMIT, place, "maps and lists are nested more than " + limits.depth() + " levels deep");
    }

    private TreeFrame top() {
        return frames.get(depth - 1);
    }

    /** The document's root once it is complete. */
    @Nullable
    Node root() {
        return root;
    }

    /** The keys that stand more than once in one object, in the order in which they were found. */
    List<TreeFrame.Clash> clashes() {
        return clashes;
    }
}
