package dev.ordinal.cel;

import dev.ordinal.manifest.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An IP address written out in a text.
 *
 * @param ip as written, without brackets, port or prefix length
 * @param offset where it starts in the text, from 0, in code points as CEL counts
 * @param line its line in the text, from 1
 * @param host the address with the scheme before it and the port behind it, such as {@code tcp://10.0.7.1:953}, but
 *     never with a user, a password, a path or a query
 * @param port the port behind it, 0 if there is none
 * @param kind what the address is
 * @param key the word it is given to, such as {@code server} in {@code server: 10.0.0.5}; may be empty
 */
record IpLiteral(String ip, int offset, int line, String host, int port, Kind kind, String key) {

    /** What an address that is worth a look is; all others are none of these. */
    enum Kind {
        /** Of a network of one's own: RFC 1918, RFC 4193. */
        PRIVATE,
        /** Of 100.64.0.0/10 (RFC 6598), which some clouds give to pods. */
        SHARED,
        /** A private IPv4 address that ends in .0 and so more likely names a network. */
        NETWORK,
        /** Any other that is routed. */
        PUBLIC
    }

    /** The fields as {@code ipLiterals} gives them, in a map that may have more. */
    Map<String, Object> fields() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("ip", ip);
        fields.put("offset", (long) offset);
        fields.put("line", (long) line);
        fields.put("host", host);
        if (port > 0) {
            fields.put("port", (long) port);
        }
        fields.put("kind", kind.name().toLowerCase(java.util.Locale.ROOT));
        fields.put("key", key);
        return fields;
    }

    JsonObject tree() {
        return JsonObject.of(fields());
    }
}
