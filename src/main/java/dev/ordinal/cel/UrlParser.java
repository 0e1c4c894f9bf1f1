package dev.ordinal.cel;

import static dev.ordinal.cel.UrlEscaping.Part.FRAGMENT;
import static dev.ordinal.cel.UrlEscaping.Part.HOST;
import static dev.ordinal.cel.UrlEscaping.Part.PATH;
import static dev.ordinal.cel.UrlEscaping.Part.USER;
import static dev.ordinal.cel.UrlEscaping.Part.ZONE;

import java.util.Locale;

/**
 * Reads URLs as the API server does: what Go's {@code url.ParseRequestURI} accepts, with the parts that
 * {@code url.Parse} finds. An address in brackets must be an IPv6 address, as Go has it since 1.24.8.
 */
final class UrlParser {

    /** What is left to read after the scheme and before the query. */
    private record Outline(String scheme, String rest, String query, boolean emptyQuery) {}

    private record Authority(String escapedUser, String host) {}

    private UrlParser() {}

    static Parsed<Url> parse(String text) {
        String bytes = Url.encode(text);
        int hash = bytes.indexOf('#');
        return parseRequestUri(text)
                .then(_ -> hash < 0
                        ? url(bytes, "", false)
                        : url(bytes.substring(0, hash), bytes.substring(hash + 1), false)
                                .because(reason -> reason(text, reason)));
    }

    /** Reads a URL that has no fragment; a {@code #} is part of its path or query. */
    static Parsed<Url> parseRequestUri(String text) {
        return url(Url.encode(text), "", true).because(reason -> reason(text, reason));
    }

    private static String reason(String text, String reason) {
        return "parse " + IpParser.quoted(text) + ": " + reason;
    }

    private static <T> Parsed<T> malformed(String reason) {
        return new Parsed.Malformed<>(reason);
    }

    /** Reads a URL without its fragment, as a request's if {@code request}; the fragment stands as it was written. */
    private static Parsed<Url> url(String bytes, String fragment, boolean request) {
        if (bytes.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            return malformed("net/url: invalid control character in URL");
        }
        if (bytes.isEmpty()) {
            return malformed("empty url");
        }
        return UrlEscaping.unescape(fragment, FRAGMENT)
                .then(plain -> outline(bytes).then(outline -> {
                    String rest = outline.rest();
                    boolean slash = rest.startsWith("/");
                    if (bytes.equals("*")) {
                        return new Parsed.Value<>(
                                whole(outline, "", new Authority("", ""), false, "*", "*", plain, fragment));
                    }
                    if (!slash && !outline.scheme().isEmpty()) {
                        return new Parsed.Value<>(
                                whole(outline, rest, new Authority("", ""), false, "", "", plain, fragment));
                    }
                    if (!slash) {
                        return malformed("invalid URI for request");
                    }
                    boolean authority = rest.startsWith("//")
                            && (!outline.scheme().isEmpty() || (!request && !rest.startsWith("///")));
                    int path = authority ? rest.indexOf('/', 2) : 0;
                    String written = path < 0 ? "" : rest.substring(path);
                    Parsed<Authority> parsed = authority
                            ? authority(rest.substring(2, path < 0 ? rest.length() : path))
                            : new Parsed.Value<>(new Authority("", ""));
                    return parsed.then(who -> UrlEscaping.unescape(written, PATH)
                            .then(plainPath -> new Parsed.Value<>(whole(
                                    outline,
                                    "",
                                    who,
                                    !authority && !outline.scheme().isEmpty(),
                                    plainPath,
                                    written,
                                    plain,
                                    fragment))));
                }));
    }

    private static Url whole(
            Outline outline,
            String opaque,
            Authority authority,
            boolean noAuthority,
            String path,
            String writtenPath,
            String fragment,
            String writtenFragment) {
        return new Url(new Url.Parts(
                outline.scheme(),
                opaque,
                authority.escapedUser(),
                authority.host(),
                noAuthority,
                path,
                writtenPath,
                outline.query(),
                outline.emptyQuery(),
                fragment,
                writtenFragment));
    }

    private static Parsed<Outline> outline(String bytes) {
        int colon = schemeEnd(bytes);
        if (colon == 0) {
            return malformed("missing protocol scheme");
        }
        String scheme = colon < 0 ? "" : bytes.substring(0, colon).toLowerCase(Locale.ROOT);
        String rest = bytes.substring(colon + 1);
        int question = rest.indexOf('?');
        if (question < 0) {
            return new Parsed.Value<>(new Outline(scheme, rest, "", false));
        }
        return new Parsed.Value<>(new Outline(
                scheme, rest.substring(0, question), rest.substring(question + 1), question == rest.length() - 1));
    }

    /** The index of the colon after the scheme, 0 if the colon comes first, -1 if there is no scheme. */
    private static int schemeEnd(String bytes) {
        for (int index = 0; index < bytes.length(); index++) {
            char c = bytes.charAt(index);
            if (c == ':') {
                return index;
            }
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && (index == 0 || !(UrlEscaping.isAlphanumeric(c) || "+-.".indexOf(c) >= 0))) {
                return -1;
            }
        }
        return -1;
    }

    private static Parsed<Authority> authority(String bytes) {
        int at = bytes.lastIndexOf('@');
        return host(bytes.substring(at + 1)).then(host -> {
            if (at < 0) {
                return new Parsed.Value<>(new Authority("", host));
            }
            String user = bytes.substring(0, at);
            if (!user.chars()
                    .allMatch(c -> UrlEscaping.isAlphanumeric((char) c) || "-._:~!$&'()*+,;=%@".indexOf(c) >= 0)) {
                return malformed("net/url: invalid userinfo");
            }
            int colon = user.indexOf(':');
            String name = colon < 0 ? user : user.substring(0, colon);
            return UrlEscaping.unescape(name, USER).then(plainName -> {
                String escapedName = UrlEscaping.escape(plainName, USER);
                if (colon < 0) {
                    return new Parsed.Value<>(new Authority(escapedName + '@', host));
                }
                return UrlEscaping.unescape(user.substring(colon + 1), USER)
                        .then(password -> new Parsed.Value<>(
                                new Authority(escapedName + ':' + UrlEscaping.escape(password, USER) + '@', host)));
            });
        });
    }

    private static Parsed<String> host(String bytes) {
        if (!bytes.startsWith("[")) {
            int colon = bytes.lastIndexOf(':');
            return colon >= 0 && !Url.isPort(bytes.substring(colon))
                    ? malformed("invalid port " + IpParser.quoted(bytes.substring(colon)) + " after host")
                    : UrlEscaping.unescape(bytes, HOST);
        }
        int end = bytes.lastIndexOf(']');
        if (end < 0) {
            return malformed("missing ']' in host");
        }
        String port = bytes.substring(end + 1);
        if (!Url.isPort(port)) {
            return malformed("invalid port " + IpParser.quoted(port) + " after host");
        }
        int zone = bytes.substring(0, end).indexOf("%25");
        int addressEnd = zone < 0 ? end : zone;
        String address = bytes.substring(1, addressEnd);
        if (!IpParser.isIpv6(address)) {
            return malformed("invalid host: " + IpParser.quoted(Url.decode(address)));
        }
        return UrlEscaping.unescape(bytes.substring(addressEnd, end), ZONE)
                .then(plainZone -> plainZone.equals("%")
                        ? malformed("invalid host: zone must be a non-empty string")
                        : new Parsed.Value<>('[' + address + plainZone + ']' + port));
    }
}
