package dev.ordinal.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.ast.CelReference;
import dev.cel.common.types.CelKind;
import dev.ordinal.manifest.FieldPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows values through a checked expression: where its own value may come from, which look-ups it makes with what,
 * and the names of all fields that it may read of any object.
 */
final class OriginAnalysis {

    /** What is always kept of an object's metadata, so that reading it needs nothing else. */
    private static final Set<String> KEPT_METADATA =
            Set.of("name", "namespace", "labels", "annotations", "ownerReferences", "deletionTimestamp");

    /** Functions that look at no field of what they are given. */
    private static final Set<String> SHALLOW = Set.of("hasValue", "type", "_&&_", "_||_", "!_", "@not_strictly_false");

    /**
     * What was found.
     *
     * @param value where the expression's value may come from
     * @param sites the look-ups
     * @param fields the names of fields; with {@link Reads#EVERY_FIELD} if it may read any
     * @param ownFields the names of fields that it reads of {@code object} or {@code oldObject} alone
     */
    record Result(Set<Origin> value, Set<Origin.Site> sites, Set<String> fields, Set<String> ownFields) {}

    private final CelAbstractSyntaxTree ast;
    private final Map<String, Set<Origin>> variables;
    private final Mentions mentions;
    private final Map<String, Set<Origin>> locals = new HashMap<>();
    private final Set<Origin.Site> sites = new LinkedHashSet<>();
    private final Set<String> fields = new LinkedHashSet<>();
    private final Set<String> ownFields = new LinkedHashSet<>();

    private OriginAnalysis(CelAbstractSyntaxTree ast, Map<String, Set<Origin>> variables, Mentions mentions) {
        this.ast = ast;
        this.variables = variables;
        this.mentions = mentions;
    }

    /**
     * Analyses an expression.
     *
     * @param variables where the values of its variables come from
     * @param mentions takes the fields and params that it reads
     */
    static Result of(CelAbstractSyntaxTree ast, Map<String, Set<Origin>> variables, Mentions mentions) {
        var analysis = new OriginAnalysis(ast, variables, mentions);
        Set<Origin> value = analysis.visit(ast.getExpr());
        return new Result(
                Set.copyOf(value),
                Set.copyOf(analysis.sites),
                Set.copyOf(analysis.fields),
                Set.copyOf(analysis.ownFields));
    }

    private Set<Origin> visit(CelExpr expr) {
        Set<Origin> variable = variable(expr);
        if (variable != null) {
            return variable;
        }
        return switch (expr.exprKind().getKind()) {
            case NOT_SET -> unknown();
            case CONSTANT -> constant(expr.constant());
            case IDENT -> ident(expr.ident().name());
            case SELECT -> {
                Set<Origin> operand = visit(expr.select().operand());
                Set<Origin> value = child(
                        expr, expr.select().operand(), operand, expr.select().field());
                yield expr.select().testOnly() ? unknown() : value;
            }
            case CALL -> call(expr);
            case LIST -> literal(expr.list().elements());
            case STRUCT -> struct(expr.struct().entries());
            case MAP -> map(expr.map().entries());
            case COMPREHENSION -> comprehension(expr.comprehension());
        };
    }

    /** The origins of one of the scope's variables, else null. */
    private @Nullable Set<Origin> variable(CelExpr expr) {
        boolean isLocal = expr.exprKind().getKind() == ExprKind.Kind.IDENT
                && locals.containsKey(expr.ident().name());
        if (isLocal) {
            return null;
        }
        return ast.getReference(expr.id())
                .map(CelReference::name)
                .map(variables::get)
                .orElse(null);
    }

    private Set<Origin> constant(CelConstant constant) {
        if (constant.getKind() != CelConstant.Kind.STRING_VALUE) {
            return constant.getKind() == CelConstant.Kind.NULL_VALUE ? Set.of(Origin.Empty.INSTANCE) : unknown();
        }
        // it may be the name of a field, or a path of names; a star is no name
        if (constant.stringValue().equals(Reads.EVERY_FIELD)) {
            return Set.of(new Origin.Text(Reads.EVERY_FIELD));
        }
        fields.add(constant.stringValue());
        FieldPath.parse(constant.stringValue())
                .ifPresent(path -> path.segments().stream()
                        .filter(String.class::isInstance)
                        .forEach(segment -> fields.add((String) segment)));
        return Set.of(new Origin.Text(constant.stringValue()));
    }

    private Set<Origin> ident(String name) {
        Set<Origin> local = locals.get(name);
        if (local != null) {
            return local;
        }
        return switch (name) {
            case "object", "oldObject" -> Set.of(new Origin.OfObject(FieldPath.ROOT));
            case "namespaceObject" -> {
                fields.add(name);
                yield Set.of(Origin.Unknown.WHOLE);
            }
            default -> unknown();
        };
    }

    /** Notes a field that is read of values of these origins. */
    private void read(Set<Origin> origins, String field) {
        boolean own = !origins.isEmpty() && origins.stream().allMatch(Origin.OfObject.class::isInstance);
        (own ? ownFields : fields).add(field);
    }

    /** Notes a field that is read of some of these values; of none if there are none. */
    private void readOf(Set<Origin> origins, String field) {
        if (!origins.isEmpty()) {
            read(origins, field);
        }
    }

    private Set<Origin> child(CelExpr access, CelExpr operand, Set<Origin> origins, String field) {
        read(origins, field);
        mentions.field(origins, field, access.id());
        if (isIdent(operand, "params") && !locals.containsKey("params")) {
            mentions.param(field, access.id());
        }
        if (isIdent(operand, "request") && field.equals("namespace")) {
            return Set.of(new Origin.OfObject(FieldPath.ROOT.child("metadata").child("namespace")));
        }
        if ("metadata".equals(lastField(operand)) && !KEPT_METADATA.contains(field)) {
            read(origins, Reads.EVERY_FIELD);
        }
        return Origin.child(origins, field);
    }

    /** The name of the field that a node reads, else null. */
    private static @Nullable String lastField(CelExpr expr) {
        return switch (expr.exprKind().getKind()) {
            case SELECT -> expr.select().field();
            case CALL -> {
                CelCall call = expr.call();
                yield isAccess(call) && call.args().get(1).exprKind().getKind() == ExprKind.Kind.CONSTANT
                        ? call.args().get(1).constant().getKind() == CelConstant.Kind.STRING_VALUE
                                ? call.args().get(1).constant().stringValue()
                                : null
                        : null;
            }
            default -> null;
        };
    }

    private static boolean isAccess(CelCall call) {
        return call.args().size() == 2
                && (call.function().equals("_?._")
                        || call.function().equals("_[_]")
                        || call.function().equals("_[?_]"));
    }

    private static boolean isIdent(CelExpr expr, String name) {
        return expr.exprKind().getKind() == ExprKind.Kind.IDENT
                && expr.ident().name().equals(name);
    }

    private Set<Origin> call(CelExpr expr) {
        CelCall call = expr.call();
        List<CelExpr> args = call.args();
        if (isAccess(call)) {
            return access(expr, args.get(0), args.get(1));
        }
        Optional<CelExpr> target = call.target();
        switch (call.function()) {
            case "_?_:_" -> {
                visit(args.get(0));
                return union(visit(args.get(1)), visit(args.get(2)));
            }
            case "orValue", "or" -> {
                if (target.isPresent() && args.size() == 1) {
                    return union(visit(target.get()), visit(args.getFirst()));
                }
            }
            case "value" -> {
                if (target.isPresent() && args.isEmpty()) {
                    return visit(target.get());
                }
            }
            case "optional.of", "dyn", "@gather_end" -> {
                return args.size() == 1 ? visit(args.getFirst()) : opaque(call);
            }
            case "of" -> {
                if (isOptional(target) && args.size() == 1) {
                    return visit(args.getFirst());
                }
            }
            case "none" -> {
                if (isOptional(target)) {
                    return Set.of(Origin.Empty.INSTANCE);
                }
            }
            case "optional.none", "@gather_start" -> {
                return Set.of(Origin.Empty.INSTANCE);
            }
            case "@gather_add" -> {
                return union(visit(args.get(0)), Set.of(new Origin.Made(visit(args.get(1)))));
            }
            case "_+_" -> {
                if (isList(expr)) {
                    return union(visit(args.get(0)), visit(args.get(1)));
                }
            }
            default -> {
                Optional<Origin.Method> method = target.filter(cluster -> isIdent(cluster, "cluster"))
                        .flatMap(_ -> Origin.Method.of(call.function()));
                if (method.isPresent() && args.size() >= 3) {
                    return lookup(method.get(), args);
                }
            }
        }
        return opaque(call);
    }

    private static boolean isOptional(Optional<CelExpr> target) {
        return target.filter(expr -> isIdent(expr, "optional")).isPresent();
    }

    private Set<Origin> access(CelExpr access, CelExpr operand, CelExpr key) {
        Set<Origin> origins = visit(operand);
        if (isText(key)) {
            return child(access, operand, origins, key.constant().stringValue());
        }
        visit(key);
        readOf(Origin.wholes(origins), Reads.EVERY_FIELD);
        return Origin.item(origins);
    }

    private Set<Origin> lookup(Origin.Method method, List<CelExpr> args) {
        var origins = new ArrayList<Set<Origin>>();
        args.forEach(argument -> origins.add(visit(argument)));
        if (!(single(origins.get(0)) instanceof Origin.Text(String apiVersion))
                || !(single(origins.get(1)) instanceof Origin.Text(String kind))) {
            return unknown(); // it was reported
        }
        if (method == Origin.Method.REFERRING && !(single(origins.get(3)) instanceof Origin.Text)) {
            fields.add(Reads.EVERY_FIELD);
        }
        var site = new Origin.Site(
                method, new Reads.Kind(apiVersion, kind), origins.get(2), origins.subList(3, origins.size()));
        sites.add(site);
        Set<Origin> found = Set.of(new Origin.OfLookup(site, FieldPath.ROOT));
        return method == Origin.Method.GET ? found : Set.of(new Origin.Made(found));
    }

    private static @Nullable Origin single(Set<Origin> origins) {
        return origins.size() == 1 ? origins.iterator().next() : null;
    }

    /** A function that is not followed: what it is handed whole it may read any field of, unless it is known. */
    private Set<Origin> opaque(CelCall call) {
        var arguments = new ArrayList<>(call.args());
        call.target().ifPresent(arguments::addFirst);
        Set<FieldPath> read = StatefulReads.of(call.function());
        boolean comparedWithNull =
                (call.function().equals("_==_") || call.function().equals("_!=_"))
                        && arguments.stream().anyMatch(OriginAnalysis::isNull);
        for (CelExpr argument : arguments) {
            Set<Origin> origins = visit(argument);
            boolean shallow = SHALLOW.contains(call.function())
                    || comparedWithNull
                    || (call.function().equals("size") && Origin.wholes(origins).isEmpty())
                    || (call.function().equals("@in")
                            && isText(call.args().getFirst())
                            && Origin.wholes(origins).equals(Origin.allWholes(origins)));
            if (!shallow) {
                Set<Origin> wholes = Origin.allWholes(origins);
                if (read.isEmpty()) {
                    readOf(wholes, Reads.EVERY_FIELD);
                }
                read.forEach(path -> path.segments().forEach(segment -> readOf(wholes, segment.toString())));
            }
        }
        return unknown();
    }

    private static boolean isNull(CelExpr expr) {
        return expr.exprKind().getKind() == ExprKind.Kind.CONSTANT
                && expr.constant().getKind() == CelConstant.Kind.NULL_VALUE;
    }

    private static boolean isText(CelExpr expr) {
        return expr.exprKind().getKind() == ExprKind.Kind.CONSTANT
                && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE;
    }

    private boolean isList(CelExpr expr) {
        return ast.getType(expr.id()).map(type -> type.kind() == CelKind.LIST).orElse(false);
    }

    /** A list or map that is written out. */
    private Set<Origin> literal(List<CelExpr> parts) {
        var origins = new LinkedHashSet<Origin>();
        parts.forEach(part -> origins.addAll(visit(part)));
        return Set.of(parts.isEmpty() ? Origin.Empty.INSTANCE : new Origin.Made(origins));
    }

    private Set<Origin> map(List<CelExpr.CelMap.Entry> entries) {
        var parts = new LinkedHashSet<Origin>();
        var byField = new HashMap<String, Set<Origin>>();
        for (CelExpr.CelMap.Entry entry : entries) {
            Set<Origin> keys = visit(entry.key());
            Set<Origin> values = visit(entry.value());
            parts.addAll(values);
            if (single(keys) instanceof Origin.Text(String field)) {
                byField.put(field, values);
            }
        }
        boolean writtenOut = byField.size() == entries.size();
        return Set.of(
                entries.isEmpty() ? Origin.Empty.INSTANCE : new Origin.Made(parts, writtenOut ? byField : Map.of()));
    }

    /** An object that is constructed; naming a field there reads nothing. */
    private Set<Origin> struct(List<CelExpr.CelStruct.Entry> entries) {
        var parts = new LinkedHashSet<Origin>();
        var byField = new HashMap<String, Set<Origin>>();
        for (CelExpr.CelStruct.Entry entry : entries) {
            Set<Origin> values = visit(entry.value());
            parts.addAll(values);
            byField.put(entry.fieldKey(), values);
        }
        return Set.of(entries.isEmpty() ? Origin.Empty.INSTANCE : new Origin.Made(parts, byField));
    }

    private Set<Origin> comprehension(CelComprehension fold) {
        Set<Origin> range = visit(fold.iterRange());
        if (isBinding(fold)) {
            Set<Origin> bound = visit(fold.accuInit());
            return with(fold.accuVar(), bound, fold.result());
        }
        readOf(Origin.wholes(range), Reads.EVERY_FIELD); // it walks the fields of an object
        Set<Origin> items = Origin.item(range);
        Map<String, Set<Origin>> outer = new HashMap<>(locals);
        boolean twoVariables = !fold.iterVar2().isEmpty();
        locals.put(fold.iterVar(), twoVariables ? unknown() : items);
        if (twoVariables) {
            locals.put(fold.iterVar2(), items);
        }
        locals.put(fold.accuVar(), visit(fold.accuInit()));
        visit(fold.loopCondition());
        Set<Origin> accumulated = union(visit(fold.accuInit()), visit(fold.loopStep()));
        locals.put(fold.accuVar(), accumulated);
        Set<Origin> result = visit(fold.result());
        locals.clear();
        locals.putAll(outer);
        return result;
    }

    /** Whether this is how {@code cel.bind} and {@code optMap} are spelled. */
    private static boolean isBinding(CelComprehension fold) {
        return fold.iterRange().exprKind().getKind() == ExprKind.Kind.LIST
                && fold.iterRange().list().elements().isEmpty();
    }

    private Set<Origin> with(String local, Set<Origin> origins, CelExpr body) {
        Set<Origin> hidden = locals.put(local, origins);
        Set<Origin> value = visit(body);
        if (hidden == null) {
            locals.remove(local);
        } else {
            locals.put(local, hidden);
        }
        return value;
    }

    private static Set<Origin> union(Set<Origin> one, Set<Origin> other) {
        var union = new LinkedHashSet<>(one);
        union.addAll(other);
        return union;
    }

    private static Set<Origin> unknown() {
        return Set.of(Origin.Unknown.PART);
    }
}
