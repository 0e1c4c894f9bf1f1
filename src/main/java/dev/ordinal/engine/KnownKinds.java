package dev.ordinal.engine;

import dev.ordinal.engine.Shape.Struct;
import dev.ordinal.manifest.BuiltinTypes;
import dev.ordinal.manifest.ResourceTypes.ResourceType;
import dev.ordinal.policy.Policy;
import dev.ordinal.policy.ResourceRule;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The kinds of objects whose fields are known. */
final class KnownKinds {

    private static final String STATUS = "status";
    private static final String SCALE = "scale";

    private KnownKinds() {}

    /** The types of the objects that a policy is about; none if one of them is not known. */
    static Set<Struct> of(Policy policy) {
        var kinds = new LinkedHashSet<Struct>();
        for (ResourceRule rule : policy.match().resourceRules()) {
            for (String resource : rule.resources()) {
                Set<Struct> types = resource(rule.apiGroups(), resource);
                if (types.isEmpty()) {
                    return Set.of();
                }
                kinds.addAll(types);
            }
        }
        return kinds;
    }

    /** The types of a resource in any of the groups; none if one of them is not known. */
    private static Set<Struct> resource(List<String> groups, String resource) {
        var types = new LinkedHashSet<Struct>();
        for (String group : groups) {
            Set<Struct> found = resource(group, resource);
            // a group of Kubernetes itself that lacks the resource is named for another one
            if (found.isEmpty() && !lacks(group, resource)) {
                return Set.of();
            }
            types.addAll(found);
        }
        return types;
    }

    private static boolean lacks(String group, String resource) {
        String plural = resource.split("/", 2)[0];
        return BuiltinTypes.INSTANCE.groups().contains(group)
                && !plural.equals("*")
                && BuiltinTypes.INSTANCE.byPlural(group, plural).isEmpty();
    }

    /** The types of what a resource or a subresource is about; a StatefulSet is judged where it is scaled. */
    private static Set<Struct> resource(String group, String resource) {
        int slash = resource.indexOf('/');
        String plural = slash < 0 ? resource : resource.substring(0, slash);
        String subresource = slash < 0 ? "" : resource.substring(slash + 1);
        Optional<Struct> type = BuiltinTypes.INSTANCE
                .byPlural(group, plural)
                .map(ResourceType::kind)
                .flatMap(kind -> named(group, kind));
        if (type.isEmpty()) {
            return Set.of();
        }
        return switch (subresource) {
            case "", STATUS -> Set.of(type.get());
            case SCALE -> Set.of(type.get(), ShapeTable.shared().of("autoscaling", "Scale"));
            default -> Set.of();
        };
    }

    /** The type of the objects of a kind, if it is known. */
    static Optional<Struct> named(String group, String kind) {
        ShapeTable table = ShapeTable.shared();
        Struct type = table.of(group, kind);
        return table.isPartial(type) ? Optional.empty() : Optional.of(type);
    }
}
