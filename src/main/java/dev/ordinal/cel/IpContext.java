package dev.ordinal.cel;

import java.util.Locale;

/**
 * What an address in a text is said to be there: the word that holds it, the list that word is an item of, and the key
 * the list is given to. Looks at a bounded part of one line.
 */
final class IpContext {

    private static final int LONGEST_WORD = 256;
    private static final int LONGEST_KEY = 64;
    private static final int LONGEST_LIST = 64;
    private static final int LONGEST_PORT = 5;
    private static final String SLASHES = "://";

    private final String text;
    private final TextLines lines;
    private int listStart;
    private int listEnd;
    private boolean ofNetworks;
    private String key = "";

    IpContext(String text, TextLines lines) {
        this.text = text;
        this.lines = lines;
    }

    /** Goes to the address between the indexes; the line of {@code lines} is the one that holds it. */
    void goTo(int start, int end) {
        if (start < listEnd) {
            return;
        }
        ofNetworks = false;
        listStart = listStart(wordStart(start));
        listEnd = Math.max(end, listEnd(wordEnd(end)));
        key = key(listStart);
    }

    /**
     * The address as somebody connects to it: with the scheme before it, its brackets and the port behind it, but
     * without what else its word has. A user's name and password, a path and a query are no part of an address, and may
     * be secret.
     */
    String endpoint(int start, int end) {
        boolean bracketed = Chars.at(text, start - 1) == '[' && Chars.at(text, end) == ']';
        int from = bracketed ? start - 1 : start;
        int to = bracketed ? end + 1 : end;
        return scheme(from) + text.substring(from, portEnd(to));
    }

    private int portEnd(int index) {
        int at = index;
        if (Chars.at(text, at) == ':') {
            do {
                at++;
            } while (Chars.isDigit(Chars.at(text, at)) && at - index <= LONGEST_PORT);
        }
        return at > index + 1 && !Chars.isWord(Chars.at(text, at)) ? at : index;
    }

    /** The scheme with its slashes, whether or not a user's name and password stand between it and the address. */
    private String scheme(int index) {
        int word = wordStart(index);
        boolean afterUser = Chars.at(text, index - 1) == '@';
        int end = afterUser ? word + text.substring(word, index).indexOf(SLASHES) : index - SLASHES.length();
        if (end < word || !text.startsWith(SLASHES, end)) {
            return "";
        }
        int start = end;
        while (start > word && isScheme(text.charAt(start - 1))) {
            start--;
        }
        return start == end ? "" : text.substring(start, end + SLASHES.length());
    }

    private static boolean isScheme(char c) {
        return Chars.isLetter(c) || Chars.isDigit(c) || c == '+' || c == '-' || c == '.';
    }

    /** The name before the list, such as {@code seeds} in {@code seeds: [10.0.0.5, 10.0.0.6]}; may be empty. */
    String key() {
        return key;
    }

    /** Whether the list has networks, domains or the local host among its items, as lists of exceptions do. */
    boolean isListOfNetworks() {
        return ofNetworks;
    }

    /** Whether a label matcher of PromQL or LogQL compares with the list. */
    boolean isMatcher() {
        int quote = listStart - 1;
        if (!Chars.isQuote(Chars.at(text, quote))) {
            return false;
        }
        char operator = Chars.at(text, quote - 1);
        if (operator == '~' || (operator == '=' && Chars.at(text, quote - 2) == '!')) {
            return true;
        }
        int name = quote - 1;
        while (operator == '=' && Chars.isWord(Chars.at(text, name - 1)) && quote - name < LONGEST_KEY) {
            name--;
        }
        return name < quote - 1 && isInBraces(name);
    }

    /** Whether the key or the name of the whole text says that this is a version. */
    static boolean isVersion(String key) {
        String plain = key.toLowerCase(Locale.ROOT);
        return plain.endsWith("version")
                || plain.endsWith("versions")
                || plain.endsWith("tag")
                || plain.endsWith("release")
                || plain.endsWith("revision")
                || plain.endsWith("build")
                || plain.equals("ver")
                || plain.equals("v");
    }

    /** Whether the key or the name of the whole text says that proxies are not used for what follows. */
    static boolean isNoProxy(String key) {
        String plain = key.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
        return plain.contains("noproxy") || plain.contains("nonproxyhosts");
    }

    private boolean isInBraces(int index) {
        for (int at = index - 1; at >= lines.start() && index - at < LONGEST_WORD; at--) {
            switch (text.charAt(at)) {
                case '{' -> {
                    return Chars.at(text, at - 1) != '$';
                }
                case '}' -> {
                    return false;
                }
                default -> {}
            }
        }
        return false;
    }

    private int wordStart(int index) {
        int at = index;
        while (at > lines.start() && index - at < LONGEST_WORD && !isDelimiter(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    private int wordEnd(int index) {
        int at = index;
        while (at < lines.end() && at - index < LONGEST_WORD && !isDelimiter(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isDelimiter(char c) {
        return c <= ' ' || Chars.isQuote(c) || ",;|=[](){}<>".indexOf(c) >= 0;
    }

    private static boolean isSeparator(char c) {
        return c == ',' || c == ';' || c == '|';
    }

    private static boolean isGap(char c) {
        return c == ' ' || c == '\t' || Chars.isQuote(c);
    }

    private int gapStart(int index) {
        int at = index;
        while (at > lines.start() && index - at < LONGEST_KEY && isGap(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    private int gapEnd(int index) {
        int at = index;
        while (at < lines.end() && at - index < LONGEST_KEY && isGap(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private int listStart(int word) {
        int start = word;
        for (int count = 0; count < LONGEST_LIST; count++) {
            int gap = gapStart(start);
            if (gap <= lines.start() || !isSeparator(text.charAt(gap - 1))) {
                return start;
            }
            int end = gapStart(gap - 1);
            start = wordStart(end);
            ofNetworks |= isNetwork(text.substring(start, end));
        }
        return start;
    }

    private int listEnd(int wordEnd) {
        int end = wordEnd;
        for (int count = 0; count < LONGEST_LIST; count++) {
            int gap = gapEnd(end);
            if (gap >= lines.end() || !isSeparator(text.charAt(gap))) {
                return end;
            }
            int start = gapEnd(gap + 1);
            end = wordEnd(start);
            ofNetworks |= isNetwork(text.substring(start, end));
        }
        return end;
    }

    /** A network, a wildcard, a domain with all its hosts, or the local host without a port. */
    private static boolean isNetwork(String item) {
        if (item.isEmpty()) {
            return false;
        }
        char first = item.charAt(0);
        if (first == '.' || item.startsWith("*.") || (Chars.isDigit(first) && item.endsWith("*"))) {
            return item.length() > 1;
        }
        return switch (item) {
            case "localhost", "127.0.0.1", "::1" -> true;
            default ->
                item.indexOf('/') > 0
                        && Cidr.parse(item)
                                .filter(cidr ->
                                        cidr.prefixLength() < cidr.address().bits())
                                .isPresent();
        };
    }

    private String key(int index) {
        int at = index;
        while (at > lines.start() && index - at < LONGEST_KEY && isOpening(text.charAt(at - 1))) {
            at--;
        }
        char before = at > lines.start() ? text.charAt(at - 1) : 0;
        if (before == '=' || before == ':') {
            while (at > lines.start() && "=:!~<>+".indexOf(text.charAt(at - 1)) >= 0) {
                at--;
            }
            return nameBefore(gapStart(at));
        }
        String previous = nameBefore(at);
        return previous.isEmpty() || !Chars.isLetter(previous.charAt(0)) ? firstName(index) : previous;
    }

    private static boolean isOpening(char c) {
        return isGap(c) || c == '[' || c == '(';
    }

    private static boolean isName(char c) {
        return Chars.isWord(c) || c == '-' || c == '.';
    }

    private String nameBefore(int end) {
        int start = end;
        while (start > lines.start() && end - start < LONGEST_KEY && isName(text.charAt(start - 1))) {
            start--;
        }
        while (start < end && text.charAt(start) == '-') {
            start++;
        }
        return text.substring(start, end);
    }

    /** The first word of the line, if it is one and not the address. */
    private String firstName(int limit) {
        int start = lines.start();
        while (start < limit && start - lines.start() < LONGEST_WORD && !Chars.isWord(text.charAt(start))) {
            start++;
        }
        int end = start;
        while (end < limit && end - start < LONGEST_KEY && isName(text.charAt(end))) {
            end++;
        }
        return end > start && Chars.isLetter(text.charAt(start)) ? text.substring(start, end) : "";
    }
}
