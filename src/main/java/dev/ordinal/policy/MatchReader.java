package dev.ordinal.policy;

import dev.ordinal.manifest.JsonObject;
import dev.ordinal.policy.MatchConstraints.MatchPolicy;
import dev.ordinal.policy.ResourceRule.Scope;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads {@code matchConstraints}, with the defaults of a ValidatingAdmissionPolicy. */
final class MatchReader {

    private static final String ANY = "*";

    private static final Map<String, Set<Operation>> OPERATIONS = Vocabulary.of(
            Map.entry("CREATE", Set.of(Operation.CREATE)),
            Map.entry("UPDATE", Set.of(Operation.UPDATE)),
            Map.entry("DELETE", Set.of(Operation.DELETE)),
            Map.entry("CONNECT", Set.of(Operation.CONNECT)),
            Map.entry(ANY, EnumSet.allOf(Operation.class)));

    private static final Map<String, Scope> SCOPES = Vocabulary.of(
            Map.entry("Namespaced", Scope.NAMESPACED), Map.entry("Cluster", Scope.CLUSTER), Map.entry(ANY, Scope.ANY));

    private static final Map<String, MatchPolicy> MATCH_POLICIES =
            Vocabulary.of(Map.entry("Exact", MatchPolicy.EXACT), Map.entry("Equivalent", MatchPolicy.EQUIVALENT));

    /** A plural and perhaps a subresource; either may be {@code *}. */
    static final String RESOURCE = "(\\*|[a-z0-9][-a-z0-9.]*)(/(\\*|[a-z0-9][-a-z0-9]*))?";

    private static final Pattern RESOURCE_PATTERN = Pattern.compile(RESOURCE);

    /** Matches nothing. */
    static final MatchConstraints NOTHING =
            new MatchConstraints(List.of(), List.of(), JsonObject.EMPTY, JsonObject.EMPTY, MatchPolicy.EQUIVALENT);

    private MatchReader() {}

    /** Reads the constraints; those that match nothing if they will not do. */
    static MatchConstraints read(Node node) {
        return node.fields(Shape.MATCH_CONSTRAINTS).map(MatchReader::read).orElse(NOTHING);
    }

    private static MatchConstraints read(Fields fields) {
        return new MatchConstraints(
                fields.someItems("resourceRules", "needs at least one rule", MatchReader::rule),
                fields.items("excludeResourceRules", MatchReader::rule),
                fields.get("namespaceSelector", SelectorReader::read, JsonObject.EMPTY),
                fields.get("objectSelector", SelectorReader::read, JsonObject.EMPTY),
                fields.get("matchPolicy", node -> node.oneOf(MATCH_POLICIES), MatchPolicy.EQUIVALENT));
    }

    private static Optional<ResourceRule> rule(Node node) {
        return node.fields(Shape.RESOURCE_RULE).map(MatchReader::rule);
    }

    private static ResourceRule rule(Fields fields) {
        Set<Operation> operations = new LinkedHashSet<>();
        someWords(fields, "operations", "needs at least one operation", item -> item.oneOf(OPERATIONS))
                .forEach(operations::addAll);
        UnknownResources.report(fields);
        return new ResourceRule(
                someWords(fields, "apiGroups", "needs at least one group", Node::text),
                someWords(fields, "apiVersions", "needs at least one version", Node::words),
                fields.someItems("resources", "needs at least one resource", MatchReader::resource),
                operations,
                fields.get("scope", node -> node.oneOf(SCOPES), Scope.ANY),
                fields.items("resourceNames", Node::words));
    }

    /** The items of a list in which {@code *} says everything, so that it stands alone. */
    private static <T> List<T> someWords(
            Fields fields, String field, String complaint, Function<Node, Optional<T>> as) {
        List<Node> items = fields.items(field);
        if (items.size() > 1) {
            items.stream()
                    .filter(item -> item.value().equals(ANY))
                    .forEach(item -> item.wrong("`*` means all of them; it stands alone"));
        }
        return fields.someItems(field, complaint, as);
    }

    private static Optional<String> resource(Node node) {
        Optional<String> resource = node.text();
        if (resource.isPresent() && !RESOURCE_PATTERN.matcher(resource.get()).matches()) {
            node.wrong(
                    "`" + resource.get()
                            + "` is not a resource; expected a plural in lower case such as `statefulsets`, `statefulsets/scale`, `*` or `*/*`");
            return Optional.empty();
        }
        return resource;
    }
}
