package dev.ordinal.cel;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.types.CelType;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntimeBuilder;
import java.util.LinkedHashMap;
import java.util.List;

/** A Kubernetes library: a table of functions and the types they are about. */
abstract sealed class FunctionLibrary implements CelLibrary
        permits CidrLibrary,
                FormatLibrary,
                IpLibrary,
                JsonPatchLibrary,
                ListsLibrary,
                QuantityLibrary,
                RegexLibrary,
                SemverLibrary,
                StringsLibrary,
                UrlLibrary {

    private final String name;
    private final List<CelType> types;
    private final List<FunctionTable.Overload> overloads;

    FunctionLibrary(String name, List<CelType> types, FunctionTable functions) {
        this.name = name;
        this.types = List.copyOf(types);
        this.overloads = functions.overloads();
    }

    @Override
    public final String name() {
        return name;
    }

    /** The types whose names an expression may use. */
    final List<CelType> types() {
        return types;
    }

    final List<FunctionTable.Overload> overloads() {
        return overloads;
    }

    @Override
    public final List<CelFunctionDecl> declarations() {
        return overloads.stream()
                .collect(groupingBy(
                        FunctionTable.Overload::function,
                        LinkedHashMap::new,
                        mapping(FunctionTable.Overload::declaration, toList())))
                .entrySet()
                .stream()
                .map(function -> CelFunctionDecl.newFunctionDeclaration(function.getKey(), function.getValue()))
                .toList();
    }

    /**
     * Binds every overload and, under each function's name, the choice among its overloads that an argument of unknown
     * type calls for. The runtime keeps the first choice bound to a name, so that each library binds the choice among
     * the overloads of all of them.
     */
    @Override
    public final void setRuntimeOptions(CelRuntimeBuilder runtimeBuilder) {
        overloads.stream()
                .map(FunctionTable.Overload::function)
                .distinct()
                .forEach(function -> runtimeBuilder.addFunctionBindings(
                        CelFunctionBinding.fromOverloads(function, KubernetesLibraries.bindings(function))));
    }
}
