package dev.ordinal.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.ast.CelReference;
import dev.ordinal.manifest.FieldPath;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Finds out what a checked expression reads by walking its tree. */
final class ReadsAnalysis {

    private final CelAbstractSyntaxTree ast;
    private final Set<String> scope;
    private final BiConsumer<Long, String> problems;
    private final Mentions mentions;
    private final Set<Reads.Kind> kinds = new LinkedHashSet<>();
    private final Set<FieldPath> fields = new LinkedHashSet<>();
    private final Set<String> variables = new LinkedHashSet<>();

    private ReadsAnalysis(
            CelAbstractSyntaxTree ast, Set<String> scope, BiConsumer<Long, String> problems, Mentions mentions) {
        this.ast = ast;
        this.scope = scope;
        this.problems = problems;
        this.mentions = mentions;
    }

    /**
     * Analyses an expression.
     *
     * @param scope full names of the variables of its scope
     * @param origins what following its values found
     * @param problems is told the id of a node and what is wrong with it
     * @param mentions takes the kinds that it looks up, and the fields by which it does
     */
    static Reads of(
            CelAbstractSyntaxTree ast,
            Set<String> scope,
            OriginAnalysis.Result origins,
            BiConsumer<Long, String> problems,
            Mentions mentions) {
        var analysis = new ReadsAnalysis(ast, scope, problems, mentions);
        analysis.visit(ast.getExpr());
        return new Reads(
                analysis.kinds,
                analysis.fields,
                analysis.variables,
                origins.sites(),
                origins.fields(),
                origins.ownFields());
    }

    private void visit(CelExpr expr) {
        FieldPath path = objectPath(expr);
        if (path != null) {
            fields.add(path);
            return;
        }
        switch (expr.exprKind().getKind()) {
            case IDENT -> variable(expr);
            case SELECT -> {
                if (!variable(expr)) {
                    visit(expr.select().operand());
                }
            }
            case CALL -> call(expr);
            case LIST -> expr.list().elements().forEach(this::visit);
            case STRUCT -> expr.struct().entries().forEach(entry -> visit(entry.value()));
            case MAP ->
                expr.map().entries().forEach(entry -> {
                    visit(entry.key());
                    visit(entry.value());
                });
            case COMPREHENSION -> {
                visit(expr.comprehension().iterRange());
                visit(expr.comprehension().accuInit());
                visit(expr.comprehension().loopCondition());
                visit(expr.comprehension().loopStep());
                visit(expr.comprehension().result());
            }
            case NOT_SET, CONSTANT -> {}
        }
    }

    /** Whether the node is one of the scope's variables. */
    private boolean variable(CelExpr expr) {
        Optional<String> name =
                ast.getReference(expr.id()).map(CelReference::name).filter(scope::contains);
        name.ifPresent(variables::add);
        return name.isPresent();
    }

    private void call(CelExpr expr) {
        CelExpr.CelCall call = expr.call();
        call.target().ifPresent(this::visit);
        Set<FieldPath> ofFunction = StatefulReads.of(call.function());
        for (CelExpr argument : call.args()) {
            FieldPath path = ofFunction.isEmpty() ? null : objectPath(argument);
            if (path != null && path.isRoot()) {
                fields.addAll(ofFunction);
            } else {
                visit(argument);
            }
        }
        boolean looksUp = ast.getReference(expr.id())
                .map(reference -> reference.overloadIds().stream().anyMatch(ClusterLibrary.OVERLOADS::contains))
                .orElse(false);
        if (looksUp && isCluster(call)) {
            String apiVersion = literal(call.args().get(0), "apiVersion");
            String kind = literal(call.args().get(1), "kind");
            if (apiVersion != null && kind != null) {
                lookup(new Reads.Kind(apiVersion, kind), call);
            }
        }
    }

    private void lookup(Reads.Kind kind, CelExpr.CelCall call) {
        kinds.add(kind);
        mentions.kind(kind, call.args().get(1).id());
        if (Origin.Method.of(call.function())
                .filter(Origin.Method.REFERRING::equals)
                .isPresent()) {
            Constructions.text(call.args().get(3))
                    .ifPresent(
                            path -> mentions.path(kind, path, call.args().get(3).id()));
        }
    }

    /** Some functions share a name with ours; on a target of unknown type the overloads of both are possible. */
    private static boolean isCluster(CelExpr.CelCall call) {
        return call.target()
                .filter(target -> target.exprKind().getKind() == ExprKind.Kind.IDENT
                        && target.ident().name().equals("cluster"))
                .isPresent();
    }

    private @Nullable String literal(CelExpr expr, String what) {
        if (expr.exprKind().getKind() == ExprKind.Kind.CONSTANT
                && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE) {
            return expr.constant().stringValue();
        }
        problems.accept(
                expr.id(),
                "the %s of a look-up must be a text literal, so that it is known when the policy loads what it reads"
                        .formatted(what));
        return null;
    }

    /** The path if the node is {@code object} or a chain of fields of it, else null. */
    private static @Nullable FieldPath objectPath(CelExpr expr) {
        return switch (expr.exprKind().getKind()) {
            case IDENT -> isObject(expr.ident().name()) ? FieldPath.ROOT : null;
            case SELECT -> {
                FieldPath operand = objectPath(expr.select().operand());
                yield operand == null ? null : operand.child(expr.select().field());
            }
            case CALL -> {
                List<CelExpr> args = expr.call().args();
                boolean access = args.size() == 2
                        && (expr.call().function().equals("_?._")
                                || expr.call().function().equals("_[_]")
                                || expr.call().function().equals("_[?_]"));
                FieldPath operand = access ? objectPath(args.get(0)) : null;
                if (operand == null) {
                    yield null;
                }
                CelExpr field = args.get(1);
                boolean named = field.exprKind().getKind() == ExprKind.Kind.CONSTANT
                        && field.constant().getKind() == CelConstant.Kind.STRING_VALUE;
                yield named ? operand.child(field.constant().stringValue()) : null;
            }
            default -> null;
        };
    }

    /** The path of a list that a rule walks, if the expression is a plain chain of fields of the object. */
    static Optional<FieldPath> pathOf(CelAbstractSyntaxTree ast) {
        CelExpr expr = ast.getExpr();
        // `object.?a.orValue([])` is such a chain too
        if (expr.exprKind().getKind() == ExprKind.Kind.CALL
                && expr.call().function().equals("orValue")
                && expr.call().target().isPresent()) {
            expr = expr.call().target().get();
        }
        return Optional.ofNullable(objectPath(expr)).filter(path -> !path.isRoot());
    }

    private static boolean isObject(String name) {
        return name.equals("object") || name.equals("oldObject");
    }
}
