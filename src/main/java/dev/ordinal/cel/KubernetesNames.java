package dev.ordinal.cel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What Kubernetes demands of names, labels and qualified names, and what it says of one that is not valid, as
 * {@code k8s.io/apimachinery/pkg/util/validation} does. Every check gives the reasons why the text is not valid, none
 * if it is.
 */
final class KubernetesNames {

    private static final int LONGEST_LABEL = 63;
    private static final int LONGEST_SUBDOMAIN = 253;

    private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final String NAME = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";

    private static final String BAD_LABEL = wrong(
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end"
                    + " with an alphanumeric character",
            LABEL,
            "my-name",
            "123-abc");
    private static final String BAD_SUBDOMAIN = wrong(
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start"
                    + " and end with an alphanumeric character",
            LABEL + "(\\." + LABEL + ")*",
            "example.com");
    private static final String BAD_1035_LABEL = wrong(
            "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic"
                    + " character, and end with an alphanumeric character",
            "[a-z]([-a-z0-9]*[a-z0-9])?",
            "my-name",
            "abc-123");
    private static final String BAD_NAME = wrong(
            "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric"
                    + " character",
            NAME,
            "MyName",
            "my.name",
            "123-abc");
    private static final String BAD_LABEL_VALUE = wrong(
            "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start"
                    + " and end with an alphanumeric character",
            "(" + NAME + ")?",
            "MyValue",
            "my_value",
            "12345");

    private KubernetesNames() {}

    /** A demand, examples of what meets it and the regular expression it comes to, in the API server's words. */
    private static String wrong(String demand, String regex, String... examples) {
        return demand + " (e.g. '" + String.join("',  or '", examples) + "', regex used for validation is '" + regex
                + "')";
    }

    static List<String> dns1123Label(String text) {
        var reasons = tooLong(text, LONGEST_LABEL);
        if (!isLabel(text)) {
            reasons.add(isSubdomain(text) ? "must not contain dots" : BAD_LABEL);
        }
        return reasons;
    }

    static List<String> dns1123Subdomain(String text) {
        var reasons = tooLong(text, LONGEST_SUBDOMAIN);
        if (!isSubdomain(text)) {
            reasons.add(BAD_SUBDOMAIN);
        }
        return reasons;
    }

    static List<String> dns1035Label(String text) {
        var reasons = tooLong(text, LONGEST_LABEL);
        if (!isLabel(text) || isDigit(text.charAt(0))) {
            reasons.add(BAD_1035_LABEL);
        }
        return reasons;
    }

    static List<String> labelValue(String text) {
        var reasons = tooLong(text, LONGEST_LABEL);
        if (!text.isEmpty() && !isName(text)) {
            reasons.add(BAD_LABEL_VALUE);
        }
        return reasons;
    }

    /** A name, after a DNS subdomain and a slash if it likes, such as {@code example.com/my-name}. */
    static List<String> qualifiedName(String text) {
        String[] parts = text.split("/", 3);
        if (parts.length > 2) {
            return List.of("a qualified name " + BAD_NAME
                    + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
        }
        var reasons = new ArrayList<String>();
        if (parts.length == 2) {
            if (parts[0].isEmpty()) {
                reasons.add("prefix part must be non-empty");
            } else {
                dns1123Subdomain(parts[0]).forEach(reason -> reasons.add("prefix part " + reason));
            }
        }
        String name = parts[parts.length - 1];
        if (name.isEmpty()) {
            reasons.add("name part must be non-empty");
        } else {
            tooLong(name, LONGEST_LABEL).forEach(reason -> reasons.add("name part " + reason));
        }
        if (!isName(name)) {
            reasons.add("name part " + BAD_NAME);
        }
        return reasons;
    }

    /**
     * The text a generated suffix would make of a prefix, to be checked in its place: a final dash and the character
     * before it give way to a letter, as in the API server.
     */
    static String withoutTrailingDash(String prefix) {
        int end = prefix.length() - 2;
        return end >= 0 && prefix.endsWith("-") && prefix.charAt(end) < 128 ? prefix.substring(0, end) + "a" : prefix;
    }

    private static List<String> tooLong(String text, int longest) {
        var reasons = new ArrayList<String>();
        if (text.length() > longest || text.getBytes(StandardCharsets.UTF_8).length > longest) {
            reasons.add("must be no more than %d characters".formatted(longest));
        }
        return reasons;
    }

    private static boolean isSubdomain(String text) {
        int start = 0;
        for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', start)) {
            if (!isLabel(text.substring(start, dot))) {
                return false;
            }
            start = dot + 1;
        }
        return isLabel(text.substring(start));
    }

    private static boolean isLabel(String text) {
        return text.chars().allMatch(c -> isDigit(c) || isLower(c) || c == '-')
                && !text.isEmpty()
                && !text.startsWith("-")
                && !text.endsWith("-");
    }

    private static boolean isName(String text) {
        return !text.isEmpty()
                && text.chars().allMatch(c -> isAlphanumeric(c) || c == '-' || c == '_' || c == '.')
                && isAlphanumeric(text.charAt(0))
                && isAlphanumeric(text.charAt(text.length() - 1));
    }

    private static boolean isAlphanumeric(int c) {
        return isDigit(c) || isLower(c) || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLower(int c) {
        return c >= 'a' && c <= 'z';
    }
}
