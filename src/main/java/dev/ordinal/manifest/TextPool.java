package dev.ordinal.manifest;

/** Lets equal short texts share one copy; forgets what it has no room for. For one thread. */
final class TextPool {

    private static final int LONGEST = 40;

    private final String[] texts = new String[1024];

    TextPool() {
        java.util.Arrays.fill(texts, "");
    }

    String shared(String text) {
        if (text.length() > LONGEST) {
            return text;
        }
        int hash = text.hashCode();
        int slot = (hash ^ (hash >>> 16)) & (texts.length - 1);
        if (texts[slot].equals(text)) {
            return texts[slot];
        }
        texts[slot] = text;
        return text;
    }
}
