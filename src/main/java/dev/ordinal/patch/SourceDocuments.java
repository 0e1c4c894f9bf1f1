package dev.ordinal.patch;

import dev.ordinal.manifest.Chunk;
import dev.ordinal.manifest.Document;
import dev.ordinal.manifest.DocumentReader;
import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.ReadFile;
import dev.ordinal.manifest.YamlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The documents of one chunk of a file: their trees, and where their values stand in the text.
 *
 * @param text the chunk's
 * @param read in order; scalars left out
 */
record SourceDocuments(SourceText text, List<Read> read) {

    /**
     * A document.
     *
     * @param line that of its first field in the chunk, from 1
     * @param tree a map or a list
     * @param indent how its blocks are indented, mostly
     */
    record Read(int line, Object tree, SourceNode node, YamlText.Indent indent) {}

    SourceDocuments {
        read = List.copyOf(read);
    }

    /** Reads a chunk; without documents if it cannot be told which text is which document's. */
    static SourceDocuments read(String name, Chunk chunk, DocumentReader reader) {
        ReadFile file = reader.read(name, chunk.text());
        var text = SourceText.of(chunk.text());
        if (!file.problems().isEmpty() || !file.file().text().equals(chunk.text())) {
            return new SourceDocuments(text, List.of());
        }
        List<Document> documents = file.documents().stream()
                .filter(document -> document.root() instanceof JsonObject || document.root() instanceof JsonArray)
                .toList();
        List<SourceNode> nodes = SourceComposer.compose(chunk, text);
        if (documents.size() != nodes.size()
                || documents.size() != file.documents().size()) {
            return new SourceDocuments(text, List.of());
        }
        var read = new ArrayList<Read>();
        for (int i = 0; i < documents.size(); i++) {
            Document document = documents.get(i);
            int line = document.source().nearest(FieldPath.ROOT).line();
            read.add(new Read(line, document.root(), nodes.get(i), new IndentFinder(text).of(nodes.get(i))));
        }
        return new SourceDocuments(text, read);
    }

    /** The document that holds the line. */
    Optional<Read> at(int line) {
        return read.stream().filter(document -> document.line() <= line).reduce((_, later) -> later);
    }
}
