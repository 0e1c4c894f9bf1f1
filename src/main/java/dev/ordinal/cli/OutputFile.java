package dev.ordinal.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Optional;

/**
 * Writes a file as a whole or not at all: beside it first, then moved into its place. An interrupted or failed write
 * leaves what was there before, a finished one its permissions. Devices and pipes are written directly.
 */
final class OutputFile {

    private OutputFile() {}

    /** What a file is to hold. */
    interface Content {
        void writeTo(Writer out) throws IOException;
    }

    private interface Bytes {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes the file.
     *
     * @return why it could not be written, as one sentence; empty if it was
     */
    static Optional<String> write(Path file, Content content) {
        return writeBytes(file, out -> write(content, out));
    }

    /**
     * Writes the file, which holds these bytes then.
     *
     * @return why it could not be written, as one sentence; empty if it was
     */
    static Optional<String> write(Path file, byte[] bytes) {
        return writeBytes(file, out -> out.write(bytes));
    }

    private static Optional<String> writeBytes(Path file, Bytes content) {
        try {
            Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            if (Files.isDirectory(target)) {
                return Optional.of(file + " cannot be written: it is a folder.");
            }
            if (Files.exists(target) && !Files.isRegularFile(target)) {
                try (OutputStream out = Files.newOutputStream(target)) {
                    content.writeTo(out);
                }
                return Optional.empty();
            }
            Path folder = target.getParent();
            if (folder == null || !Files.isDirectory(folder)) {
                return Optional.of(file + " cannot be written: there is no folder " + file.getParent() + ".");
            }
            replace(target, folder, content);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(file + " cannot be written: " + reason(e) + ".");
        }
    }

    private static void replace(Path target, Path folder, Bytes content) throws IOException {
        if (Files.exists(target) && !Files.isWritable(target)) {
            throw new AccessDeniedException(target.toString());
        }
        Path draft = folder.resolve(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        Drafts.add(draft);
        try {
            Files.deleteIfExists(draft);
            try (OutputStream out = Files.newOutputStream(draft, StandardOpenOption.CREATE_NEW)) {
                content.writeTo(out);
            }
            if (Files.exists(target)) {
                keepOwnerAndPermissions(target, draft);
            }
            try {
                Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(draft);
            Drafts.remove(draft);
        }
    }

    /**
     * Gives the draft the permissions of what it takes the place of; its owner and group too, where that is allowed.
     */
    private static void keepOwnerAndPermissions(Path target, Path draft) throws IOException {
        var from = Files.getFileAttributeView(target, PosixFileAttributeView.class);
        var to = Files.getFileAttributeView(draft, PosixFileAttributeView.class);
        if (from == null || to == null) {
            return;
        }
        PosixFileAttributes attributes = from.readAttributes();
        try {
            to.setGroup(attributes.group());
            to.setOwner(attributes.owner());
        } catch (IOException notAllowed) {
            // whoever may write to the folder need not be allowed to give files away
        }
        to.setPermissions(attributes.permissions());
    }

    private static void write(Content content, OutputStream out) throws IOException {
        var writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        content.writeTo(writer);
        writer.flush();
    }

    /** What a failure says, without the file's name that it repeats. */
    static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        String said = failure instanceof FileSystemException known ? known.getReason() : failure.getMessage();
        return said == null || said.isEmpty() ? failure.getClass().getSimpleName() : said;
    }
}
