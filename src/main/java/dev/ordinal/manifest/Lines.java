package dev.ordinal.manifest;

/** The lines of a text. They end as YAML's and JSON's do: with a line feed, a carriage return, or both. */
public final class Lines {

    private Lines() {}

    /** The index of the end of the line that the index lies in; the text's length if nothing ends it. */
    public static int end(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
        return at;
    }

    /** The index of the line after the one that ends there. */
    public static int next(String text, int end) {
        return text.startsWith("\r\n", end) ? end + 2 : end + 1;
    }
}
