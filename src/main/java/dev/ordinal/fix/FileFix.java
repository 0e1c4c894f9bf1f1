package dev.ordinal.fix;

import dev.ordinal.manifest.SourceFile;
import dev.ordinal.patch.TextEdit;
import java.util.List;

/**
 * What is to become of one file.
 *
 * @param file as it was read
 * @param edits in the order of its text; at least one
 */
public record FileFix(SourceFile file, List<TextEdit> edits) {

    public FileFix {
        edits = List.copyOf(edits);
    }

    /** The file's text with the edits made. */
    public String text() {
        return TextEdit.apply(file.text(), edits);
    }
}
