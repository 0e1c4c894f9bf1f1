package dev.ordinal.cel;

import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The overloads of a library, each with what the compiler and what the runtime need to know of it. */
final class FunctionTable {

    /** A parameter: its CEL type and the class its values have. */
    record Param<T>(CelType type, Class<T> javaType) {}

    /** One overload of a function. */
    record Overload(String function, CelOverloadDecl declaration, CelFunctionBinding binding) {}

    static final Param<String> STRING = new Param<>(SimpleType.STRING, String.class);
    static final Param<Long> INT = new Param<>(SimpleType.INT, Long.class);
    static final Param<Boolean> BOOL = new Param<>(SimpleType.BOOL, Boolean.class);

    private final List<Overload> overloads = new ArrayList<>();

    List<Overload> overloads() {
        return List.copyOf(overloads);
    }

    /** Adds {@code function()}. */
    FunctionTable global(String function, String id, CelType result, CelFunctionOverload implementation) {
        return global(function, id, result, List.of(), implementation);
    }

    /** Adds {@code function(a)}. */
    <A> FunctionTable global(
            String function, String id, CelType result, Param<A> a, CelFunctionOverload.Unary<A> implementation) {
        var declaration = CelOverloadDecl.newGlobalOverload(id, result, a.type());
        return add(function, declaration, CelFunctionBinding.from(id, a.javaType(), implementation));
    }

    /** Adds {@code function(a, b)}. */
    <A, B> FunctionTable global(
            String function,
            String id,
            CelType result,
            Param<A> a,
            Param<B> b,
            CelFunctionOverload.Binary<A, B> implementation) {
        var declaration = CelOverloadDecl.newGlobalOverload(id, result, a.type(), b.type());
        return add(function, declaration, CelFunctionBinding.from(id, a.javaType(), b.javaType(), implementation));
    }

    /** Adds {@code function(a, b, …)}; the implementation gets values of the parameters' classes, in their order. */
    FunctionTable global(
            String function, String id, CelType result, List<Param<?>> params, CelFunctionOverload implementation) {
        var declaration = CelOverloadDecl.newGlobalOverload(id, result, types(params));
        return add(function, declaration, CelFunctionBinding.from(id, javaTypes(params), implementation));
    }

    /** Adds {@code a.function()}. */
    <A> FunctionTable member(
            String function, String id, CelType result, Param<A> a, CelFunctionOverload.Unary<A> implementation) {
        var declaration = CelOverloadDecl.newMemberOverload(id, result, a.type());
        return add(function, declaration, CelFunctionBinding.from(id, a.javaType(), implementation));
    }

    /** Adds {@code a.function(b)}. */
    <A, B> FunctionTable member(
            String function,
            String id,
            CelType result,
            Param<A> a,
            Param<B> b,
            CelFunctionOverload.Binary<A, B> implementation) {
        var declaration = CelOverloadDecl.newMemberOverload(id, result, a.type(), b.type());
        return add(function, declaration, CelFunctionBinding.from(id, a.javaType(), b.javaType(), implementation));
    }

    /** Adds {@code a.function(b, c, …)}; the implementation gets values of the parameters' classes, in their order. */
    FunctionTable member(
            String function, String id, CelType result, List<Param<?>> params, CelFunctionOverload implementation) {
        var declaration = CelOverloadDecl.newMemberOverload(id, result, types(params));
        return add(function, declaration, CelFunctionBinding.from(id, javaTypes(params), implementation));
    }

    private FunctionTable add(String function, CelOverloadDecl declaration, CelFunctionBinding binding) {
        overloads.add(new Overload(function, declaration, binding));
        return this;
    }

    private static CelType[] types(List<Param<?>> params) {
        return params.stream().map(Param::type).toArray(CelType[]::new);
    }

    private static List<Class<?>> javaTypes(List<Param<?>> params) {
        return Arrays.asList(params.stream().map(Param::javaType).toArray(Class<?>[]::new));
    }
}
