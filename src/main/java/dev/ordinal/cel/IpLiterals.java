package dev.ordinal.cel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the IP addresses that a text writes out and that may be those of hosts it talks to.
 *
 * <p>Left out are addresses that are harmless wherever they stand (loopback, unspecified, link-local, multicast,
 * documentation), networks (but /32 and /128), ranges, comments, versions, object identifiers, lists of exceptions such
 * as NO_PROXY, and the label matchers of PromQL.
 *
 * <p>The time taken grows with the length of the text alone; there are at most {@value #MOST} results.
 */
final class IpLiterals {

    static final int MOST = 256;

    /** How many addresses are looked at more closely; a text with more is no configuration. */
    private static final int MOST_CANDIDATES = 4_096;

    private static final int LONGEST_ADDRESS = 45;

    private final String text;
    private final String name;
    private final TextLines lines;
    private final IpContext context;
    private final List<IpLiteral> found = new ArrayList<>();
    private int candidates;
    private int done;
    private int colonsDone;
    private int counted;
    private int codePoints;

    private IpLiterals(String text, String name) {
        this.text = text;
        this.name = name;
        this.lines = new TextLines(text);
        this.context = new IpContext(text, lines);
    }

    /**
     * The addresses, in the order of the text.
     *
     * @param text any text
     * @param name the name of the whole text, such as that of the environment variable it is the value of; may be empty
     */
    static List<IpLiteral> in(String text, String name) {
        int dot = text.indexOf('.');
        int colon = text.indexOf(':');
        return dot < 0 && colon < 0 ? List.of() : new IpLiterals(text, name).scan(dot, colon);
    }

    /** Walks the dots and the colons of the text, the first of which are given. */
    private List<IpLiteral> scan(int firstDot, int firstColon) {
        int dot = firstDot;
        int colon = firstColon;
        while ((dot >= 0 || colon >= 0) && found.size() < MOST && candidates < MOST_CANDIDATES) {
            if (colon < 0 || (dot >= 0 && dot < colon)) {
                if (dot >= done && Chars.isDigit(Chars.at(text, dot - 1)) && Chars.isDigit(Chars.at(text, dot + 1))) {
                    ipv4(dot);
                }
                dot = text.indexOf('.', Math.max(dot + 1, done));
            } else {
                if (colon >= done && isInIpv6(colon)) {
                    ipv6(colon);
                }
                colon = text.indexOf(':', Math.max(colon + 1, Math.max(done, colonsDone)));
            }
        }
        return found;
    }

    private boolean isInIpv6(int colon) {
        char after = Chars.at(text, colon + 1);
        return after == ':' || (Chars.isHexDigit(after) && Chars.isHexDigit(Chars.at(text, colon - 1)));
    }

    private void ipv4(int dot) {
        int start = dot;
        while (start > done && Chars.isDigit(text.charAt(start - 1))) {
            start--;
        }
        int end = dot;
        while (Chars.isDigit(Chars.at(text, end)) || Chars.at(text, end) == '.') {
            end++;
        }
        done = end;
        while (text.charAt(end - 1) == '.') {
            end--;
        }
        if (end - start <= 15 && IpBoundaries.mayStart(text, start) && IpBoundaries.mayEnd(text, start, end)) {
            consider(start, end);
        }
    }

    private void ipv6(int colon) {
        int start = colon;
        while (start > done && colon - start < 5 && Chars.isHexDigit(text.charAt(start - 1))) {
            start--;
        }
        int end = colon;
        int colons = 0;
        while (Chars.isHexDigit(Chars.at(text, end)) || Chars.at(text, end) == ':' || Chars.at(text, end) == '.') {
            colons += text.charAt(end) == ':' ? 1 : 0;
            end++;
        }
        colonsDone = end;
        while (text.charAt(end - 1) == '.' || (text.charAt(end - 1) == ':' && text.charAt(end - 2) != ':')) {
            end--;
        }
        if (colons >= 2
                && end - start <= LONGEST_ADDRESS
                && IpBoundaries.mayStart(text, start)
                && IpBoundaries.mayEnd(text, start, end)
                && consider(start, end)) {
            done = end;
        }
    }

    /** Whether it is an address, be it reported or not. */
    private boolean consider(int start, int end) {
        Optional<IpAddress> address = IpAddress.parse(text.substring(start, end));
        Optional<IpLiteral.Kind> kind = address.flatMap(IpKinds::of);
        if (kind.isPresent()) {
            candidates++;
            lines.goTo(start);
            if (!lines.isCommented(start)) {
                inContext(start, end, kind.get());
            }
        }
        return address.isPresent();
    }

    private void inContext(int start, int end, IpLiteral.Kind kind) {
        context.goTo(start, end);
        String key = context.key().isEmpty() ? name : context.key();
        if (context.isListOfNetworks()
                || IpContext.isVersion(key)
                || IpContext.isNoProxy(key)
                || IpContext.isNoProxy(name)
                || context.isMatcher()) {
            return;
        }
        int colon = Chars.at(text, end) == ']' ? end + 1 : end;
        found.add(new IpLiteral(
                text.substring(start, end),
                codePointsBefore(start),
                lines.line(),
                context.endpoint(start, end),
                IpBoundaries.port(text, colon),
                kind,
                key));
    }

    private int codePointsBefore(int index) {
        codePoints += text.codePointCount(counted, index);
        counted = index;
        return codePoints;
    }
}
