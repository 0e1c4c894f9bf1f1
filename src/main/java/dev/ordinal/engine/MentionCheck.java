package dev.ordinal.engine;

import dev.ordinal.cel.CompiledExpression;
import dev.ordinal.cel.Mention;
import dev.ordinal.cel.Origin;
import dev.ordinal.cel.Reads;
import dev.ordinal.engine.Shape.ListOf;
import dev.ordinal.engine.Shape.MapOf;
import dev.ordinal.engine.Shape.Scalar;
import dev.ordinal.engine.Shape.Struct;
import dev.ordinal.manifest.BuiltinTypes;
import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.Problem;
import dev.ordinal.manifest.ResourceRef;
import dev.ordinal.manifest.ResourceTypes.ResourceType;
import dev.ordinal.manifest.SourcePosition;
import dev.ordinal.policy.ImpactParam;
import dev.ordinal.policy.Nearest;
import dev.ordinal.policy.Policy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Compares what a policy's expressions name with what there is: the fields and kinds of Kubernetes, and the policy's
 * params. What there is not is a warning, as a cluster may be newer than our tables, and a binding may bring a param.
 */
final class MentionCheck {

    private final Policy policy;
    private final Set<Struct> subjects;
    private final Set<Problem> problems = new LinkedHashSet<>();

    private MentionCheck(Policy policy) {
        this.policy = policy;
        this.subjects = KnownKinds.of(policy);
    }

    /**
     * What a policy names in vain, in the order of its file.
     *
     * @param expressions all of the policy's
     * @param rules the policy's, for the paths that their findings point at
     */
    static List<Problem> of(Policy policy, List<CompiledExpression> expressions, List<CompiledPolicy.Rule> rules) {
        var check = new MentionCheck(policy);
        expressions.forEach(expression -> expression.mentions().forEach(check::look));
        rules.forEach(check::fieldPath);
        var ordered = new ArrayList<>(check.problems);
        ordered.sort(Comparator.comparing(Problem::position));
        return ordered;
    }

    private void look(Mention mention) {
        switch (mention) {
            case Mention.Field(Set<Origin> of, String name, SourcePosition position) ->
                field(places(of), name, position);
            case Mention.Kind(Reads.Kind kind, SourcePosition position) -> kind(kind, position);
            case Mention.Path(Reads.Kind kind, FieldPath path, SourcePosition position) ->
                known(kind).ifPresent(type -> path(List.of(new Place(type, FieldPath.ROOT, type)), path, position));
            case Mention.Param(String name, SourcePosition position) -> param(name, position);
        }
    }

    /**
     * What a value may be.
     *
     * @param kind of the object that it is part of
     * @param path of the value there, without the indexes of lists
     * @param shape its type; {@link Scalar#ANY} where that is not known
     */
    private record Place(Struct kind, FieldPath path, Shape shape) {

        /** What a field of it is; empty if it has no such field. */
        Optional<Place> field(String name) {
            return switch (shape) {
                case Scalar scalar -> scalar == Scalar.ANY ? Optional.of(this) : Optional.empty();
                case MapOf map -> Optional.of(new Place(kind, path.child(name), map.value()));
                case Struct struct ->
                    Optional.ofNullable(struct.fields().get(name))
                            .map(field -> new Place(kind, path.child(name), field));
                case ListOf _ -> Optional.empty();
            };
        }

        /** What an item of it is, where it is a list. */
        Place item() {
            return new Place(kind, path, shape instanceof ListOf list ? list.item() : Scalar.ANY);
        }
    }

    /** What a value of these origins may be; empty if it may be something that is not known. */
    private Optional<List<Place>> places(Set<Origin> origins) {
        var places = new ArrayList<Place>();
        for (Origin origin : origins) {
            Optional<List<Place>> some = places(origin);
            if (some.isEmpty()) {
                return Optional.empty();
            }
            places.addAll(some.get());
        }
        return Optional.of(places);
    }

    private Optional<List<Place>> places(Origin origin) {
        return switch (origin) {
            case Origin.OfObject(FieldPath path) ->
                subjects.isEmpty() ? Optional.empty() : Optional.of(below(roots(subjects), path));
            case Origin.OfLookup(Origin.Site site, FieldPath path) ->
                known(site.kind()).map(type -> below(roots(Set.of(type)), path));
            case Origin.OfItem(Origin list, FieldPath path) ->
                places(list)
                        .map(places -> below(places.stream().map(Place::item).toList(), path));
            case Origin.Empty _ -> Optional.of(List.of());
            case Origin.Made _, Origin.Text _, Origin.Unknown _ -> Optional.empty();
        };
    }

    private static List<Place> roots(Set<Struct> kinds) {
        return kinds.stream().map(kind -> new Place(kind, FieldPath.ROOT, kind)).toList();
    }

    /** Those of the values at a path that there may be. */
    private static List<Place> below(List<Place> places, FieldPath path) {
        List<Place> found = places;
        for (Object step : path.segments()) {
            found = found.stream()
                    .flatMap(place -> step instanceof String name
                            ? place.field(name).stream()
                            : Optional.of(place.item()).stream())
                    .toList();
        }
        return found;
    }

    private static Optional<Struct> known(Reads.Kind kind) {
        return KnownKinds.named(ResourceRef.groupOf(kind.apiVersion()), kind.kind());
    }

    /** Reports a field that none of the values has; where there can be no value, that was told. */
    private void field(Optional<List<Place>> holders, String name, SourcePosition position) {
        List<Place> places = holders.orElse(List.of());
        if (!places.isEmpty()
                && places.stream().allMatch(place -> place.field(name).isEmpty())) {
            warn(position, unknownField(places, name));
        }
    }

    private static String unknownField(List<Place> places, String name) {
        Place first = places.getFirst();
        if (!(first.shape() instanceof Struct)) {
            return "`%s` of a %s is %s, and holds no `%s`"
                    .formatted(first.path(), first.kind(), first.shape().words(), name);
        }
        String kinds =
                places.stream().map(place -> place.kind().toString()).distinct().collect(Collectors.joining(" or "));
        Set<String> known = new LinkedHashSet<>();
        places.forEach(place -> {
            if (place.shape() instanceof Struct struct) {
                struct.fields().keySet().stream().sorted().forEach(known::add);
            }
        });
        boolean isOne = kinds.equals(first.kind().toString());
        return (isOne ? "a " + kinds + " has no" : "no " + kinds + " has a")
                + " field `" + first.path().child(name) + "`"
                + hint(name, known, near -> first.path().child(near).toString());
    }

    private void path(List<Place> from, FieldPath path, SourcePosition position) {
        List<Place> places = from;
        for (Object step : path.segments()) {
            if (step instanceof String name) {
                field(Optional.of(places), name, position);
                places = below(places, FieldPath.ROOT.child(name));
            } else {
                places = places.stream().map(Place::item).toList();
            }
        }
    }

    /** Looks at the path that a rule's findings point at, below the item if it runs over items. */
    private void fieldPath(CompiledPolicy.Rule rule) {
        Set<Origin> from = rule.forEach()
                .map(forEach -> Origin.item(forEach.list().origins()))
                .orElse(Set.of(new Origin.OfObject(FieldPath.ROOT)));
        places(from)
                .ifPresent(places ->
                        path(places, rule.fieldPath(), rule.validation().fieldPathPosition()));
    }

    private void kind(Reads.Kind named, SourcePosition position) {
        BuiltinTypes types = BuiltinTypes.INSTANCE;
        String group = ResourceRef.groupOf(named.apiVersion());
        String kind = named.kind();
        if (!types.groups().contains(group) || types.byKind(group, kind).isPresent()) {
            if (!types.groups().contains(group) && !group.contains(".")) {
                warn(
                        position,
                        "Kubernetes has no API group `" + group + "`" + hint(group, types.groups(), near -> near));
            }
            return;
        }
        Optional<String> elsewhere = types.groups().stream()
                .filter(other -> types.byKind(other, kind).isPresent())
                .findFirst();
        List<String> known =
                types.ofGroup(group).stream().map(ResourceType::kind).toList();
        warn(
                position,
                "the " + words(group) + " has no kind `" + kind + "`"
                        + elsewhere
                                .map(other -> "; the " + words(other) + " has it")
                                .orElseGet(() -> hint(kind, known, near -> near)));
    }

    private static String words(String group) {
        return group.isEmpty() ? "core API group" : "API group `" + group + "`";
    }

    private void param(String name, SourcePosition position) {
        Set<String> params = policy.params().keySet();
        if (params.contains(name) || name.equals(ImpactParam.NAME)) {
            return;
        }
        String known = params.isEmpty() ? "it has none" : "it has " + String.join(", ", params);
        warn(
                position,
                "the policy has no param `" + name + "`; "
                        + Nearest.to(name, params)
                                .map(near -> "did you mean `" + near + "`?")
                                .orElse(known));
    }

    private static String hint(String name, Collection<String> known, UnaryOperator<String> words) {
        return Nearest.to(name, known)
                .map(near -> "; did you mean `" + words.apply(near) + "`?")
                .orElse(", as far as is known here");
    }

    private void warn(SourcePosition position, String message) {
        problems.add(new Problem(Problem.Kind.UNKNOWN_NAME, position, message));
    }
}
