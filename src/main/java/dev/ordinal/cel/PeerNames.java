package dev.ordinal.cel;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds the names of StatefulSets' pods that a text writes out: {@code <name>-<ordinal>.<service>}, with the namespace,
 * {@code svc} and the cluster's domain behind it or without them (Kubernetes, "DNS for Services and Pods").
 *
 * <p>Left out are comments, file names, versions, images' tags and hosts of the internet. The time taken grows with the
 * length of the text alone; there are at most {@value #MOST} results.
 */
final class PeerNames {

    static final int MOST = 256;

    private static final int LONGEST_LABEL = 63;
    private static final int LONGEST_IMAGE = 256;

    /** What ends a name of two or three labels that is no pod's: files and hosts of the internet. */
    private static final Set<String> FILES = words("""
            avro bak bin bz2 cfg class conf config crt csv d dat data db deb dll dump exe gif gz html img
            ini jar java jpg js json key lock log lua md out parquet pdf pem php pid pl png properties py
            rb rpm sh so sock sql svg tar tgz tmp toml ts txt war whl xml xz yaml yml zip
            """);

    private static final Set<String> DOMAINS = words("""
            ai at au be biz br ca ch cloud cn co com cz de dk edu es eu example fi fr gov home ie il in
            info int io it jp kr lan local localhost me mil mx name net nl no nz org pl pt ro ru se sg sh
            tr tv tw ua uk us za
            """);

    private final String text;
    private final TextLines lines;
    private final List<PeerName> found = new ArrayList<>();
    private int done;
    private int counted;
    private int codePoints;

    private PeerNames(String text) {
        this.text = text;
        this.lines = new TextLines(text);
    }

    private static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+"));
    }

    /** The names, in the order of the text. */
    static List<PeerName> in(String text) {
        int first = text.indexOf('.');
        return first < 0 || text.indexOf('-') < 0 ? List.of() : new PeerNames(text).scan(first);
    }

    private List<PeerName> scan(int first) {
        for (int dot = first; dot >= 0 && found.size() < MOST; dot = text.indexOf('.', Math.max(dot + 1, done))) {
            if (Chars.isDigit(Chars.at(text, dot - 1)) && Chars.isLowerLetter(Chars.at(text, dot + 1))) {
                atDot(dot);
            }
        }
        return found;
    }

    /** Looks at what may be the dot behind a pod's name. */
    private void atDot(int dot) {
        int start = dot;
        while (start > done && dot - start <= LONGEST_LABEL && Chars.isLabel(text.charAt(start - 1))) {
            start--;
        }
        if (Chars.at(text, start - 1) == '\\' && "ntr".indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        int dash = dashBeforeNumber(dot);
        boolean numbered = dash > start && text.charAt(start) != '-' && hasLetter(start, dash);
        var name = new Labels(dot + 1);
        done = name.end;
        if (numbered && dot - start <= LONGEST_LABEL && mayStart(start) && name.isPodDomain() && mayEnd(name.end)) {
            lines.goTo(start);
            if (!lines.isCommented(start)) {
                found.add(new PeerName(
                        text.substring(start, dot),
                        text.substring(start, dash),
                        Long.parseLong(text.substring(dash + 1, dot)),
                        name.labels.getFirst(),
                        name.labels.size() > 1 ? name.labels.get(1) : "",
                        name.labels.size() > 3 ? String.join(".", name.labels.subList(3, name.labels.size())) : "",
                        text.substring(start, name.end),
                        codePointsBefore(start),
                        lines.line()));
            }
        }
    }

    private int codePointsBefore(int index) {
        codePoints += text.codePointCount(counted, index);
        counted = index;
        return codePoints;
    }

    /** The index of the dash before the decimal number that ends at the index, -1 if there is no such number. */
    private int dashBeforeNumber(int end) {
        int start = end;
        while (end - start < 10 && Chars.isDigit(Chars.at(text, start - 1))) {
            start--;
        }
        boolean leadingZero = end - start > 1 && text.charAt(start) == '0';
        return Chars.at(text, start - 1) == '-' && !leadingZero ? start - 1 : -1;
    }

    private boolean hasLetter(int start, int end) {
        for (int at = start; at < end; at++) {
            if (Chars.isLowerLetter(text.charAt(at))) {
                return true;
            }
        }
        return false;
    }

    private boolean mayStart(int index) {
        char before = Chars.at(text, index - 1);
        return switch (before) {
            case 0, '\\' -> true;
            case '.', '-', '$', '}', ')', '%', '+', '~', '#' -> false;
            case '/' -> Chars.at(text, index - 2) == '/';
            case ':' -> !isImage(index - 1);
            default -> !Chars.isWord(before) || Chars.at(text, index - 2) == '\\';
        };
    }

    /** Whether the colon stands between the name of an image and its tag. */
    private boolean isImage(int colon) {
        boolean slash = false;
        for (int at = colon - 1; at >= 0 && colon - at < LONGEST_IMAGE && isImagePart(text.charAt(at)); at--) {
            if (text.charAt(at) == '/') {
                if (Chars.at(text, at - 1) == '/') {
                    return false;
                }
                slash = true;
            }
        }
        return slash;
    }

    private static boolean isImagePart(char c) {
        return Chars.isWord(c) || c == '/' || c == '.' || c == '-' || c == ':';
    }

    private boolean mayEnd(int index) {
        char after = Chars.at(text, index);
        return !Chars.isWord(after) && "-$%({=+".indexOf(after) < 0;
    }

    /** The labels behind a pod's name. */
    private final class Labels {
        private final List<String> labels = new ArrayList<>();
        private int end;
        private boolean malformed;

        Labels(int start) {
            int at = start;
            while (true) {
                int next = labelEnd(at);
                if (next == at) {
                    break;
                }
                String label = text.substring(at, next);
                malformed |= label.length() > LONGEST_LABEL || label.startsWith("-") || label.endsWith("-");
                labels.add(label);
                end = next;
                if (Chars.at(text, next) != '.') {
                    return;
                }
                at = next + 1;
            }
            // What follows the last dot is no label: a root's dot, a full stop, or something we cannot read.
            malformed |= Chars.isWord(Chars.at(text, at)) || "$%{<*".indexOf(Chars.at(text, at)) >= 0;
        }

        /** The end of the label at the index; a reference to a variable counts as one. */
        private int labelEnd(int start) {
            if (Chars.at(text, start) == '$') {
                return referenceEnd(start);
            }
            int at = start;
            while (Chars.isLabel(Chars.at(text, at))) {
                at++;
            }
            return at;
        }

        private int referenceEnd(int start) {
            char open = Chars.at(text, start + 1);
            char close = open == '(' ? ')' : open == '{' ? '}' : 0;
            int at = close == 0 ? start + 1 : start + 2;
            while (Chars.isWord(Chars.at(text, at)) && at - start < LONGEST_LABEL) {
                at++;
            }
            if (close == 0) {
                return at > start + 1 ? at : start;
            }
            return Chars.at(text, at) == close ? at + 1 : start;
        }

        boolean isPodDomain() {
            if (malformed || labels.isEmpty() || labels.getFirst().startsWith("$")) {
                return false;
            }
            for (int index = 2; index < labels.size(); index++) {
                if (labels.get(index).startsWith("$")) {
                    return false;
                }
            }
            String last = labels.getLast();
            return switch (labels.size()) {
                case 1 -> !FILES.contains(last) && !DOMAINS.contains(last);
                case 2 -> !FILES.contains(last) && !DOMAINS.contains(last) && !last.equals("svc");
                default -> labels.get(2).equals("svc");
            };
        }
    }
}
