package dev.ordinal.cel;

import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;

/** The type of an expression or a variable, without the CEL library's own name for it. */
public final class ExpressionType {

    /** Not known before evaluation. */
    public static final ExpressionType DYN = new ExpressionType(SimpleType.DYN);

    /** A whole number. */
    public static final ExpressionType INT = new ExpressionType(SimpleType.INT);

    /** True or false. */
    public static final ExpressionType BOOL = new ExpressionType(SimpleType.BOOL);

    /** Text. */
    public static final ExpressionType STRING = new ExpressionType(SimpleType.STRING);

    /** An object that an expression constructs: {@code Object{…}}. */
    public static final ExpressionType OBJECT = new ExpressionType(StructTypes.named(StructTypes.OBJECT));

    /** A list of operations that an expression constructs: {@code [JSONPatch{…}]}. */
    public static final ExpressionType JSON_PATCH =
            new ExpressionType(ListType.create(StructTypes.named(StructTypes.JSON_PATCH)));

    private final CelType type;

    ExpressionType(CelType type) {
        this.type = type;
    }

    CelType cel() {
        return type;
    }

    /** The type of an item of this list; {@link #DYN} if it is not certain to be a list. */
    public ExpressionType element() {
        return type instanceof ListType list && list.hasElemType() ? new ExpressionType(list.elemType()) : DYN;
    }

    /** Whether a value of this type may be a list. */
    public boolean mayBeList() {
        return isDyn() || type.kind() == CelKind.LIST;
    }

    /** Whether a value of this type may be an {@link #OBJECT}, null, or an optional value of these. */
    public boolean mayBeObject() {
        return type.kind() == CelKind.NULL_TYPE
                || (type instanceof OptionalType optional
                        ? new ExpressionType(optional.parameters().getFirst()).mayBeObject()
                        : OBJECT.accepts(this));
    }

    /** Whether a value of the other type may be one of this type. */
    boolean accepts(ExpressionType other) {
        return accepts(type, other.type);
    }

    private static boolean accepts(CelType expected, CelType found) {
        if (isDyn(expected) || isDyn(found)) {
            return true;
        }
        if (expected.kind() != found.kind()) {
            return false;
        }
        return switch (expected.kind()) {
            case STRUCT -> expected.name().equals(found.name());
            case LIST -> accepts(new ExpressionType(expected).element().type, new ExpressionType(found).element().type);
            default -> true;
        };
    }

    boolean isDyn() {
        return isDyn(type);
    }

    private static boolean isDyn(CelType type) {
        return type.kind() == CelKind.DYN || type.kind() == CelKind.ANY || type.kind() == CelKind.TYPE_PARAM;
    }

    /** As CEL spells it. */
    @Override
    public String toString() {
        return dev.cel.common.types.CelTypes.format(type);
    }
}
