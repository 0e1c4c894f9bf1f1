package dev.ordinal.cel;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.common.types.StructTypeReference;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The types that an expression may construct: {@code Object}, {@code Object.spec} and so on, which have whatever fields
 * the expression gives them or reads of them, and {@code JSONPatch}, whose fields are those of an operation of RFC
 * 6902. The checker wants the fields of a type beforehand, so each expression has types of its own.
 *
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/mutating-admission-policy/">Mutating Admission
 *     Policy</a>
 */
final class StructTypes implements CelTypeProvider {

    /** The type of a whole object; the type of what lies at a path of it has the path's names behind it. */
    static final String OBJECT = "Object";

    /** The type of an operation. */
    static final String JSON_PATCH = "JSONPatch";

    /** Those fields of an operation that are text. */
    private static final Set<String> PATCH_TEXTS = Set.of("op", "path", "from");

    /** All fields of an operation. */
    static final List<String> PATCH_FIELDS = List.of("op", "path", "from", "value");

    private final CelTypeProvider others;
    private final ImmutableMap<String, CelType> constructed;

    private StructTypes(CelTypeProvider others, ImmutableMap<String, CelType> constructed) {
        this.others = others;
        this.constructed = constructed;
    }

    /**
     * The types that an expression needs.
     *
     * @param variables the types of the variables that it sees
     * @param others all types besides
     */
    static CelTypeProvider of(
            CelAbstractSyntaxTree parsed, Iterable<ExpressionType> variables, CelTypeProvider others) {
        var named = new Named();
        variables.forEach(type -> named.learn(type.cel()));
        CelNavigableAst.fromAst(parsed).getRoot().allNodes().forEach(node -> named.learn(node.expr()));
        return named.types.isEmpty() ? others : new StructTypes(others, named.constructed());
    }

    /** A reference to a type of that name. */
    static CelType named(String name) {
        return StructTypeReference.create(name);
    }

    /** Whether values of the type of this name can be constructed. */
    static boolean isOurs(String name) {
        return name.equals(JSON_PATCH) || name.equals(OBJECT) || name.startsWith(OBJECT + ".");
    }

    @Override
    public ImmutableCollection<CelType> types() {
        return others.types();
    }

    @Override
    public Optional<CelType> findType(String name) {
        CelType type = constructed.get(name);
        return type == null ? others.findType(name) : Optional.of(type);
    }

    /** The names of types and fields that an expression uses. */
    private static final class Named {
        private final Set<String> types = new HashSet<>();
        private final Set<String> fields = new HashSet<>();
        private final Set<String> patchFields = new HashSet<>(PATCH_FIELDS);

        void learn(CelType type) {
            if (isOurs(type.name())) {
                types.add(type.name());
            }
            type.parameters().forEach(this::learn);
        }

        void learn(CelExpr expr) {
            switch (expr.exprKind().getKind()) {
                case STRUCT -> learn(expr.struct());
                case SELECT -> fields.add(expr.select().field());
                case CALL -> {
                    if (expr.call().function().equals("_?._")
                            && expr.call().args().size() == 2) {
                        field(expr.call().args().get(1)).ifPresent(fields::add);
                    }
                }
                default -> {}
            }
        }

        private void learn(CelExpr.CelStruct struct) {
            if (isOurs(struct.messageName())) {
                types.add(struct.messageName());
                Set<String> into = struct.messageName().equals(JSON_PATCH) ? patchFields : fields;
                struct.entries().forEach(entry -> into.add(entry.fieldKey()));
            }
        }

        private static Optional<String> field(CelExpr name) {
            return name.exprKind().getKind() == ExprKind.Kind.CONSTANT
                            && name.constant().getKind() == CelConstant.Kind.STRING_VALUE
                    ? Optional.of(name.constant().stringValue())
                    : Optional.empty();
        }

        ImmutableMap<String, CelType> constructed() {
            var constructed = ImmutableMap.<String, CelType>builder();
            for (String name : types) {
                constructed.put(name, name.equals(JSON_PATCH) ? patch() : object(name));
            }
            return constructed.buildOrThrow();
        }

        private CelType object(String name) {
            return StructType.create(name, ImmutableSet.copyOf(fields), _ -> Optional.of(SimpleType.DYN));
        }

        private CelType patch() {
            return StructType.create(
                    JSON_PATCH,
                    ImmutableSet.copyOf(patchFields),
                    field -> Optional.of(PATCH_TEXTS.contains(field) ? SimpleType.STRING : SimpleType.DYN));
        }
    }
}
