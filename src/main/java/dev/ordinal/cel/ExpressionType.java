package dev.ordinal.cel;

import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
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

    boolean isDyn() {
        return type.kind() == CelKind.DYN || type.kind() == CelKind.ANY || type.kind() == CelKind.TYPE_PARAM;
    }

    /** As CEL spells it. */
    @Override
    public String toString() {
        return dev.cel.common.types.CelTypes.format(type);
    }
}
