package dev.ordinal.cluster;

import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.Manifest;
import java.util.List;

/** Finds the objects that have a certain text at a path, or several in lists. Not safe for a writer beside others. */
final class TextIndex {

    private final FieldPath path;
    private final Buckets<String, Slot> byText = new Buckets<>();

    TextIndex(FieldPath path, Bucket<Slot> slots) {
        this.path = path;
        for (int i = 0; i < slots.size(); i++) {
            add(slots.get(i));
        }
    }

    void add(Slot slot) {
        Selection.texts(slot.manifest(), path).forEach(text -> byText.put(text, slot));
    }

    void remove(Slot slot) {
        Selection.texts(slot.manifest(), path).forEach(text -> byText.remove(text, slot.number()));
    }

    /** Puts an object in place of the one with its number. */
    void replace(Slot old, Slot slot) {
        if (!Selection.texts(old.manifest(), path).equals(Selection.texts(slot.manifest(), path))) {
            remove(old);
        }
        add(slot);
    }

    List<Manifest> matching(String text) {
        Bucket<Slot> found = byText.get(text);
        return found == null
                ? List.of()
                : found.items().stream().map(Slot::manifest).toList();
    }
}
