package dev.ordinal.cli;

import dev.ordinal.fix.FileFix;
import dev.ordinal.manifest.FileText;
import dev.ordinal.manifest.Input;
import dev.ordinal.patch.TextEdit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file with the edits of a plan, in the encoding and with the byte order marks that it has.
 *
 * @param name as the user named it, {@code <stdin>} for standard input
 * @param text what it holds now
 * @param after what it is to hold, as {@link FileText#raw()} has it
 */
record EditedFile(String name, FileText text, String after) {

    /** What came of looking for the file's bytes. */
    sealed interface Found {
        /** They are those that were planned for. */
        record Edited(EditedFile file) implements Found {}

        /** They are not there any more, or not the same; one sentence that says so. */
        record Failed(String why) implements Found {}
    }

    /**
     * Makes the edits of a plan in a file as it is now.
     *
     * @param stdin the bytes of standard input
     */
    static Found of(FileFix fix, byte[] stdin) {
        String name = fix.file().name();
        try {
            byte[] bytes = name.equals(Input.STDIN) ? stdin : Files.readAllBytes(Path.of(name));
            Optional<FileText> text = FileText.of(bytes);
            return text.isPresent() && text.get().plain().equals(fix.file().text())
                    ? new Found.Edited(new EditedFile(name, text.get(), edited(text.get(), fix)))
                    : new Found.Failed(name + " has changed since it was read; nothing was written to it.");
        } catch (IOException e) {
            return new Found.Failed(name + " cannot be read: " + OutputFile.reason(e) + ".");
        }
    }

    private static String edited(FileText text, FileFix fix) {
        return TextEdit.apply(
                text.raw(),
                fix.edits().stream()
                        .map(edit -> new TextEdit(
                                text.rawIndex(edit.start()), text.rawIndex(edit.end()), edit.replacement()))
                        .toList());
    }

    /** The change as a unified diff. */
    String diff() {
        return UnifiedDiff.of(
                name,
                text.asUtf8(text.raw()).orElse(text.raw()),
                text.asUtf8(after).orElse(after));
    }

    /** Whether {@link #diff()} can be applied: tools that do so read the file as UTF-8. */
    boolean isDiffApplicable() {
        return text.asUtf8(after).isPresent();
    }

    /** What the file is to hold. */
    byte[] bytes() {
        return text.bytes(after);
    }
}
