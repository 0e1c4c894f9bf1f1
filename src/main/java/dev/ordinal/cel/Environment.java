package dev.ordinal.cel;

import dev.cel.common.CelOptions;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** What every expression sees: the variables of an admission policy, the macros and the libraries. */
final class Environment {

    static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .maxExpressionCodePointSize(100_000)
            .maxParseRecursionDepth(100)
            .maxRegexProgramSize(2_000)
            .build();

    private static final List<CelLibrary> LIBRARIES = libraries();

    private static final class Base {
        static final CelCompiler COMPILER = compiler();
    }

    private static final class Runtime {
        static final CelRuntime RUNTIME = buildRuntime();
    }

    private Environment() {}

    /** Our own libraries and those of Kubernetes, by the names of their pages. */
    static List<CelLibrary> libraries() {
        var libraries = new ArrayList<>(KubernetesLibraries.all());
        libraries.add(new BoundedStrings());
        libraries.add(new ClusterLibrary());
        libraries.add(new LinearMacros());
        return List.copyOf(libraries);
    }

    /** The compiler for expressions of a scope. */
    static CelCompiler compilerOf(Scope scope) {
        if (scope == Scope.BASE) {
            return Base.COMPILER;
        }
        CelCompilerBuilder builder = Base.COMPILER.toCompilerBuilder();
        scope.variables().forEach((name, type) -> builder.addVar(name, type.cel()));
        return builder.build();
    }

    /** What plans the evaluation of every expression. */
    static CelRuntime runtime() {
        return Runtime.RUNTIME;
    }

    private static CelCompiler compiler() {
        var macros = EnumSet.allOf(CelStandardMacro.class);
        macros.remove(CelStandardMacro.MAP);
        macros.remove(CelStandardMacro.MAP_FILTER);
        macros.remove(CelStandardMacro.FILTER);
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(macros)
                .setStandardEnvironmentEnabled(false)
                .setStandardDeclarations(BoundedStrings.declarations())
                .setTypeProvider(KubernetesLibraries.types())
                .addVar("object", SimpleType.DYN)
                .addVar("oldObject", SimpleType.DYN)
                .addVar("request", SimpleType.DYN)
                .addVar("params", SimpleType.DYN)
                .addVar("namespaceObject", SimpleType.DYN)
                .addVar("cluster", Lookups.TYPE)
                .addLibraries(
                        CelExtensions.optional(),
                        BoundedStrings.extension(),
                        CelExtensions.sets(OPTIONS),
                        CelExtensions.bindings(),
                        CelExtensions.comprehensions());
        LIBRARIES.forEach(builder::addLibraries);
        return builder.build();
    }

    private static CelRuntime buildRuntime() {
        CelRuntimeBuilder builder = CelRuntimeFactory.plannerRuntimeBuilder()
                .setOptions(OPTIONS)
                .setStandardFunctions(BoundedStrings.functions())
                .setTypeProvider(KubernetesLibraries.types())
                .addLibraries(
                        CelExtensions.optional(),
                        BoundedStrings.extension(),
                        CelExtensions.sets(OPTIONS),
                        CelExtensions.comprehensions());
        LIBRARIES.forEach(builder::addLibraries);
        return builder.build();
    }
}
