package dev.ordinal.cel;

import static dev.ordinal.cel.UrlEscaping.Part.FRAGMENT;
import static dev.ordinal.cel.UrlEscaping.Part.HOST;
import static dev.ordinal.cel.UrlEscaping.Part.PATH;
import static dev.ordinal.cel.UrlEscaping.Part.QUERY;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cel.common.types.OpaqueType;
import dev.cel.common.values.OpaqueValue;
import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An absolute URI or an absolute path, and the CEL value of type {@code kubernetes.URL}; its parts are those that Go's
 * {@code net/url} finds. Equal to another that prints alike.
 */
final class Url extends OpaqueValue {

    /** The CEL type, named as in the API server. */
    static final OpaqueType TYPE = OpaqueType.create("kubernetes.URL");

    /** What the parser found; every text as one character per UTF-8 byte, unescaped where no other word is said. */
    record Parts(
            String scheme,
            String opaque,
            String escapedUser,
            String host,
            boolean noAuthority,
            String path,
            String writtenPath,
            String writtenQuery,
            boolean emptyQuery,
            String fragment,
            String writtenFragment) {}

    @SuppressWarnings("Immutable") // a record of texts
    private final Parts parts;

    private final String printed;

    Url(Parts parts) {
        this.parts = parts;
        this.printed = print(parts);
    }

    /** A text of one character per UTF-8 byte as what it means. */
    static String decode(String bytes) {
        return new String(bytes.getBytes(ISO_8859_1), UTF_8);
    }

    static String encode(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    String scheme() {
        return parts.scheme();
    }

    /** Host and port, an IPv6 address in brackets. */
    String host() {
        return decode(parts.host());
    }

    /** The host without port and brackets. */
    String hostname() {
        String host = parts.host();
        String name = host.substring(0, host.length() - portAndColon(host).length());
        return decode(name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name);
    }

    String port() {
        String port = portAndColon(parts.host());
        return port.isEmpty() ? "" : port.substring(1);
    }

    private static String portAndColon(String host) {
        int colon = host.lastIndexOf(':');
        return colon >= 0 && isPort(host.substring(colon)) ? host.substring(colon) : "";
    }

    /** Whether the text is empty, or a colon and any number of digits. */
    static boolean isPort(String text) {
        return text.isEmpty() || (text.startsWith(":") && text.chars().skip(1).allMatch(c -> c >= '0' && c <= '9'));
    }

    String escapedPath() {
        return decode(escapedPath(parts));
    }

    private static String escapedPath(Parts parts) {
        return UrlEscaping.keepOrEscape(parts.writtenPath(), parts.path(), PATH);
    }

    /** The values of every key of the query, in order; what is not well formed is left out. */
    JsonObject query() {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : parts.writtenQuery().split("&", -1)) {
            if (pair.isEmpty() || pair.contains(";")) {
                continue;
            }
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            if (UrlEscaping.unescape(key, QUERY) instanceof Parsed.Value<String>(String plainKey)
                    && UrlEscaping.unescape(value, QUERY) instanceof Parsed.Value<String>(String plainValue)) {
                values.computeIfAbsent(decode(plainKey), _ -> new ArrayList<>()).add(decode(plainValue));
            }
        }
        var query = new LinkedHashMap<String, JsonArray>();
        values.forEach((key, list) -> query.put(key, JsonArray.of(list)));
        return JsonObject.of(query);
    }

    private static String print(Parts parts) {
        var text = new StringBuilder();
        if (!parts.scheme().isEmpty()) {
            text.append(parts.scheme()).append(':');
        }
        String path = escapedPath(parts);
        if (!parts.opaque().isEmpty()) {
            text.append(parts.opaque());
        } else {
            boolean authority = !parts.host().isEmpty() || !parts.escapedUser().isEmpty();
            if (authority || (!parts.scheme().isEmpty() && !parts.noAuthority() && !path.isEmpty())) {
                text.append("//").append(parts.escapedUser()).append(UrlEscaping.escape(parts.host(), HOST));
            }
            text.append(path);
        }
        if (parts.emptyQuery() || !parts.writtenQuery().isEmpty()) {
            text.append('?').append(parts.writtenQuery());
        }
        if (!parts.fragment().isEmpty()) {
            text.append('#').append(UrlEscaping.keepOrEscape(parts.writtenFragment(), parts.fragment(), FRAGMENT));
        }
        return decode(text.toString());
    }

    @Override
    public Url value() {
        return this;
    }

    @Override
    public OpaqueType celType() {
        return TYPE;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Url that && printed.equals(that.printed);
    }

    @Override
    public int hashCode() {
        return printed.hashCode();
    }

    /** The URL put together again from its parts. */
    @Override
    public String toString() {
        return printed;
    }
}
