package dev.ordinal.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Files that are being written; what is left of them when the process is interrupted is deleted. */
final class Drafts {

    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    private static boolean watched;

    private Drafts() {}

    static synchronized void add(Path draft) {
        if (!watched) {
            Runtime.getRuntime().addShutdownHook(new Thread(Drafts::deleteAll, "drafts"));
            watched = true;
        }
        OPEN.add(draft);
    }

    static void remove(Path draft) {
        OPEN.remove(draft);
    }

    private static void deleteAll() {
        for (Path draft : OPEN) {
            try {
                Files.deleteIfExists(draft);
            } catch (IOException e) {
                // the process ends; there is nobody left to tell
            }
        }
    }
}
