package dev.ordinal.engine;

import dev.ordinal.cel.CompiledExpression;
import dev.ordinal.cel.Construction;
import dev.ordinal.engine.Shape.ListOf;
import dev.ordinal.engine.Shape.MapOf;
import dev.ordinal.engine.Shape.Scalar;
import dev.ordinal.engine.Shape.Struct;
import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.Problem;
import dev.ordinal.manifest.ResourceRef;
import dev.ordinal.policy.Policy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compares the fields that a policy's mutations and creations construct with those that Kubernetes has, where the
 * policy says of which kinds the objects are. A field spelt almost like one that there is, something below a field that
 * holds no others, and a constant of the wrong type are mistakes; another field that is not known may be newer than the
 * table of fields, and is a warning.
 */
final class ConstructionCheck {

    private final List<Problem> problems = new ArrayList<>();

    private ConstructionCheck() {}

    /**
     * The mistakes in a policy.
     *
     * @param variables of the policy; a field that they construct may be meant for any of its objects
     */
    static List<Problem> of(Policy policy, List<CompiledExpression> variables, CompiledPolicy.Mutations mutations) {
        boolean constructs =
                !mutations.steps().isEmpty() || !mutations.creations().isEmpty();
        if (!constructs) {
            return List.of();
        }
        var check = new ConstructionCheck();
        Set<Struct> subjects = KnownKinds.of(policy);
        var all = new LinkedHashSet<>(subjects);
        boolean allKnown = !subjects.isEmpty();
        for (CompiledPolicy.Creation creation : mutations.creations()) {
            Optional<Struct> created = created(creation.expression());
            created.ifPresent(kind -> check.fields(creation.expression(), Set.of(kind)));
            created.ifPresent(all::add);
            allKnown &= created.isPresent();
        }
        mutations.steps().forEach(step -> check.fields(step.expression(), subjects));
        if (allKnown) {
            variables.forEach(variable -> check.fields(variable, all));
        }
        return check.problems;
    }

    private static Optional<Struct> created(CompiledExpression creation) {
        Optional<String> apiVersion = constant(creation, "apiVersion");
        Optional<String> kind = constant(creation, "kind");
        return apiVersion.isPresent() && kind.isPresent()
                ? KnownKinds.named(ResourceRef.groupOf(apiVersion.get()), kind.get())
                : Optional.empty();
    }

    private static Optional<String> constant(CompiledExpression creation, String field) {
        Set<Object> values = creation.constantWrites().getOrDefault("/" + field, Set.of());
        return values.size() == 1 && values.iterator().next() instanceof String text
                ? Optional.of(text)
                : Optional.empty();
    }

    private void fields(CompiledExpression expression, Set<Struct> kinds) {
        if (kinds.isEmpty()) {
            return;
        }
        var told = new ArrayList<FieldPath>();
        for (Construction construction : expression.constructions()) {
            if (told.stream().anyMatch(path -> isBelow(path, construction.field()))) {
                continue; // it lies in what is wrong already
            }
            List<Optional<Mistake>> mistakes =
                    kinds.stream().map(kind -> mistake(kind, construction)).toList();
            // one kind that has the field is enough
            if (mistakes.stream().allMatch(Optional::isPresent)) {
                Mistake mistake = mistakes.getFirst().orElseThrow();
                problems.add(new Problem(mistake.kind, construction.position(), mistake.words));
                told.add(construction.field());
            }
        }
    }

    private static boolean isBelow(FieldPath path, FieldPath field) {
        return path.isPrefixOf(field) && !path.equals(field);
    }

    /** What is wrong with a field. */
    private record Mistake(Problem.Kind kind, String words) {}

    private static Optional<Mistake> mistake(Struct kind, Construction construction) {
        Shape shape = kind;
        FieldPath path = FieldPath.ROOT;
        for (Object step : construction.field().segments()) {
            String name = step.toString();
            shape = item(shape);
            switch (shape) {
                case Scalar scalar
                when scalar == Scalar.ANY -> {
                    return Optional.empty();
                }
                case Scalar scalar -> {
                    return Optional.of(new Mistake(
                            Problem.Kind.EXPRESSION,
                            "`%s` of a %s is %s, and holds no `%s`".formatted(path, kind, scalar.words(), name)));
                }
                case MapOf map -> shape = map.value();
                case Struct struct -> {
                    Shape field = struct.fields().get(name);
                    if (field == null) {
                        return Optional.of(unknown(kind, struct, path, name));
                    }
                    shape = field;
                }
                case ListOf _ -> throw new IllegalStateException("an item of a list of lists");
            }
            path = path.child(name);
        }
        Shape type = item(shape);
        return construction
                .constant()
                .filter(value -> !(type instanceof Scalar scalar && ShapeCheck.takes(scalar, value)))
                .map(value -> new Mistake(
                        Problem.Kind.EXPRESSION,
                        "`%s` of a %s is %s, not `%s`".formatted(construction.field(), kind, type.words(), value)));
    }

    /** What the items of a list are; the Kubernetes API has no lists of lists. */
    private static Shape item(Shape shape) {
        return shape instanceof ListOf list ? list.item() : shape;
    }

    private static Mistake unknown(Struct kind, Struct holder, FieldPath path, String name) {
        String near = NearMiss.of(name, holder.fields().keySet());
        String words = "a %s has no field `%s`".formatted(kind, path.child(name));
        return near == null
                ? new Mistake(
                        Problem.Kind.MISSPELT_FIELD,
                        words + ", as far as is known here; the API server drops what it does not know")
                : new Mistake(Problem.Kind.EXPRESSION, words + "; did you mean `" + near + "`?");
    }
}
