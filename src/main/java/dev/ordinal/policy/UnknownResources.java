package dev.ordinal.policy;

import dev.ordinal.manifest.BuiltinTypes;
import dev.ordinal.manifest.Problem;
import dev.ordinal.manifest.ResourceTypes.ResourceType;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells what a resource rule names that Kubernetes does not have, so that the rule would match nothing. Warnings, as a
 * cluster may serve what is newer than our table; of the groups of custom resources nothing is known.
 */
final class UnknownResources {

    private static final String ANY = "*";

    /** What the versions of Kubernetes' own groups are spelled like. */
    private static final Pattern VERSION = Pattern.compile("v[0-9]+((alpha|beta)[0-9]+)?");

    private static final BuiltinTypes TYPES = BuiltinTypes.INSTANCE;

    private UnknownResources() {}

    /** Reports what a rule names in vain. */
    static void report(Fields rule) {
        List<Node> named = texts(rule, "apiGroups");
        named.forEach(UnknownResources::group);
        List<String> groups = named.stream().map(UnknownResources::text).toList();
        boolean isOwn = !groups.isEmpty() && TYPES.groups().containsAll(groups);
        texts(rule, "apiVersions").forEach(version -> version(version, isOwn));
        if (isOwn) {
            texts(rule, "resources").forEach(resource -> resource(resource, groups));
        }
    }

    private static List<Node> texts(Fields rule, String field) {
        return rule.items(field).stream()
                .filter(item -> item.value() instanceof String)
                .toList();
    }

    private static String text(Node item) {
        return String.valueOf(item.value());
    }

    /** The group of a custom resource has a dot in its name. */
    private static void group(Node item) {
        String group = text(item);
        if (group.equals(ANY) || group.contains(".") || TYPES.groups().contains(group)) {
            return;
        }
        String hint = group.equals("core")
                ? "; the core group is written `\"\"`"
                : Nearest.to(group, TYPES.groups())
                        .map(near -> "; did you mean `" + near + "`?")
                        .orElse("");
        warn(item, "Kubernetes has no API group `" + group + "`" + hint);
    }

    private static void version(Node item, boolean isOwn) {
        String version = text(item);
        int slash = version.lastIndexOf('/');
        if (slash >= 0) {
            warn(item, "expected a version without its group, such as `v1`, found `" + version + "`");
        } else if (isOwn
                && !version.equals(ANY)
                && !VERSION.matcher(version.strip()).matches()) {
            warn(item, "Kubernetes has no API version `" + version + "`; expected one such as `v1` or `v1beta1`");
        }
    }

    private static void resource(Node item, List<String> groups) {
        String resource = text(item).split("/", 2)[0];
        if (resource.equals(ANY)
                || groups.stream()
                        .anyMatch(group -> TYPES.byPlural(group, resource).isPresent())) {
            return;
        }
        String start = groups.size() == 1
                ? "the " + words(groups.getFirst()) + " has no resource `" + resource + "`"
                : "none of these API groups has a resource `" + resource + "`";
        warn(item, start + hint(resource, groups));
    }

    private static String hint(String resource, List<String> groups) {
        Optional<String> elsewhere = TYPES.groups().stream()
                .filter(group -> TYPES.byPlural(group, resource).isPresent())
                .findFirst();
        if (elsewhere.isPresent()) {
            return "; the " + words(elsewhere.get()) + " has it"
                    + (elsewhere.get().isEmpty() ? ", which is written `\"\"`" : "");
        }
        List<String> known = groups.stream()
                .flatMap(group -> TYPES.ofGroup(group).stream())
                .map(ResourceType::plural)
                .toList();
        return Nearest.to(resource, known)
                .map(near -> "; did you mean `" + near + "`?")
                .orElse(", as far as is known here");
    }

    private static String words(String group) {
        return group.isEmpty() ? "core API group" : "API group `" + group + "`";
    }

    private static void warn(Node item, String message) {
        item.document().wrongValue(Problem.Kind.UNKNOWN_NAME, item.path(), item.path() + ": " + message);
    }
}
