package dev.ordinal.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A pattern of paths: {@code *} stands for any characters but a slash, {@code **} for any folders, {@code ?} for one
 * character, {@code [abc]} for one of some, {@code {a,b}} for one of several texts. It is about the whole path.
 */
public final class Glob {

    private final Pattern pattern;

    private Glob(Pattern pattern) {
        this.pattern = pattern;
    }

    /**
     * Reads a pattern. A slash at its end makes no difference.
     *
     * @throws IllegalArgumentException which says what is wrong with it
     */
    public static Glob of(String text) {
        String glob = text.startsWith("./") ? text.substring("./".length()) : text;
        glob = glob.endsWith("/") ? glob.substring(0, glob.length() - 1) : glob;
        if (glob.isEmpty()) {
            throw new IllegalArgumentException("it is empty");
        }
        if (glob.startsWith("/")) {
            throw new IllegalArgumentException("it begins with a slash, but is about paths below a folder");
        }
        return new Glob(Pattern.compile(new Translation(glob).regex(), Pattern.DOTALL));
    }

    /** Whether the pattern is about a path, or a folder that the path is in; folders are parted by slashes. */
    public boolean matches(String path) {
        for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
            if (pattern.matcher(path.substring(0, end)).matches()) {
                return true;
            }
        }
        return pattern.matcher(path).matches();
    }

    /** The way from a pattern to a regular expression. */
    private static final class Translation {
        private final String glob;
        private final StringBuilder regex = new StringBuilder();
        private final List<String> open = new ArrayList<>();
        private int at;

        Translation(String glob) {
            this.glob = glob;
        }

        String regex() {
            while (at < glob.length()) {
                next();
            }
            if (!open.isEmpty()) {
                throw new IllegalArgumentException("its `{` is never closed");
            }
            return regex.toString();
        }

        private void next() {
            boolean isSegmentStart = at == 0 || glob.charAt(at - 1) == '/';
            if (isSegmentStart && glob.startsWith("**/", at)) {
                regex.append("(?:[^/]+/)*");
                at += "**/".length();
                return;
            }
            if (glob.startsWith("**", at)) {
                regex.append(".*");
                at += "**".length();
                return;
            }
            char c = glob.charAt(at++);
            switch (c) {
                case '*' -> regex.append("[^/]*");
                case '?' -> regex.append("[^/]");
                case '[' -> characters();
                case '{' -> {
                    open.add("{");
                    regex.append("(?:");
                }
                case '}' -> {
                    if (open.isEmpty()) {
                        throw new IllegalArgumentException("its `}` was never opened");
                    }
                    open.removeLast();
                    regex.append(')');
                }
                case ',' -> regex.append(open.isEmpty() ? "," : "|");
                case '\\' -> {
                    if (at == glob.length()) {
                        throw new IllegalArgumentException("nothing follows its last backslash");
                    }
                    literal(glob.charAt(at++));
                }
                default -> literal(c);
            }
        }

        private void characters() {
            boolean isNegated = at < glob.length() && (glob.charAt(at) == '!' || glob.charAt(at) == '^');
            int from = isNegated ? at + 1 : at;
            int end = glob.indexOf(']', from + 1);
            if (end < 0) {
                throw new IllegalArgumentException("its `[` is never closed");
            }
            regex.append(isNegated ? "[^/" : "[");
            for (int i = from; i < end; i++) {
                char c = glob.charAt(i);
                boolean isRange = c == '-' && i > from && i < end - 1;
                if (isRange && glob.charAt(i - 1) > glob.charAt(i + 1)) {
                    throw new IllegalArgumentException(
                            "its range `" + glob.substring(i - 1, i + 2) + "` runs backwards");
                }
                regex.append(isRange || Character.isLetterOrDigit(c) ? "" : "\\")
                        .append(c);
            }
            regex.append(']');
            at = end + 1;
        }

        private void literal(char c) {
            regex.append(Pattern.quote(String.valueOf(c)));
        }
    }
}
