package dev.ordinal.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What names may look like, and that each is given once. */
final class Names {

    /** A DNS label, RFC 1123. */
    static final String LABEL = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";

    /** A name with an optional DNS prefix, as Kubernetes wants it of a match condition. */
    static final String QUALIFIED = "([a-z0-9][-a-z0-9.]*/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?";

    /** An identifier of CEL. */
    static final String IDENTIFIER = "[_a-zA-Z][_a-zA-Z0-9]*";

    /** The variables that every expression sees. */
    static final Set<String> PROVIDED =
            Set.of("object", "oldObject", "request", "params", "variables", "namespaceObject", "cluster", "authorizer");

    static final Set<String> KEYWORDS = Set.of(
            "as",
            "break",
            "const",
            "continue",
            "else",
            "false",
            "for",
            "function",
            "if",
            "import",
            "in",
            "let",
            "loop",
            "namespace",
            "null",
            "package",
            "return",
            "true",
            "var",
            "void",
            "while");

    private static final Pattern LABEL_PATTERN = Pattern.compile(LABEL);
    private static final Pattern QUALIFIED_PATTERN = Pattern.compile(QUALIFIED);
    private static final Pattern IDENTIFIER_PATTERN = Pattern.compile(IDENTIFIER);

    private Names() {}

    /** The name of a policy or a rule. */
    static Optional<String> label(Node node) {
        return matching(
                node,
                LABEL_PATTERN,
                "is not a name; expected up to 63 lower-case letters, digits and hyphens, a letter or digit first and last");
    }

    /** The name of a match condition. */
    static Optional<String> qualified(Node node) {
        return matching(
                node,
                QUALIFIED_PATTERN,
                "is not a name; expected up to 63 letters, digits, hyphens, underscores and dots, a letter or digit first and last");
    }

    /** The name of a variable. */
    static Optional<String> identifier(Node node) {
        Optional<String> name = matching(
                node,
                IDENTIFIER_PATTERN,
                "is not an identifier; expected letters, digits and underscores, no digit first");
        if (name.isPresent() && KEYWORDS.contains(name.get())) {
            node.wrong("`" + name.get() + "` is a reserved word of CEL");
            return Optional.empty();
        }
        return name;
    }

    /** The name of a variable that is used without {@code variables.} before it. */
    static Optional<String> freeIdentifier(Node node) {
        Optional<String> name = identifier(node);
        if (name.isPresent() && PROVIDED.contains(name.get())) {
            node.wrong("`" + name.get() + "` is the name of a variable that every expression has; choose another");
            return Optional.empty();
        }
        return name;
    }

    private static Optional<String> matching(Node node, Pattern pattern, String complaint) {
        Optional<String> name = node.text();
        if (name.isPresent() && !pattern.matcher(name.get()).matches()) {
            node.wrong("`" + name.get() + "` " + complaint);
            return Optional.empty();
        }
        return name;
    }

    /** Reports each map of the list whose {@code name} an earlier one has. */
    static void reportRepeated(List<Node> named, String what) {
        Map<String, Node> first = new HashMap<>();
        for (Node item : named) {
            Optional<Node> name = item.child("name");
            if (name.isPresent() && name.get().value() instanceof String text) {
                Node earlier = first.putIfAbsent(text, name.get());
                if (earlier != null) {
                    name.get()
                            .wrong("another " + what + " has the name `" + text + "`, on line "
                                    + earlier.position().line());
                }
            }
        }
    }
}
