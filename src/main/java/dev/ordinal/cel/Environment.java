package dev.ordinal.cel;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelOptions;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
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

    private static final class Base {
        static final Cel CEL = build();
    }

    private Environment() {}

    /** Our own libraries and those of Kubernetes, by the names of their pages. */
    static List<CelLibrary> libraries() {
        return List.of(new ClusterLibrary(), new LinearMacros(), new BoundedStrings());
    }

    /** The environment of a scope. */
    static Cel of(Scope scope) {
        if (scope == Scope.BASE) {
            return Base.CEL;
        }
        var builder = Base.CEL.toCelBuilder();
        scope.variables().forEach((name, type) -> builder.addVar(name, type.cel()));
        return builder.build();
    }

    private static Cel build() {
        var macros = EnumSet.allOf(CelStandardMacro.class);
        macros.remove(CelStandardMacro.MAP);
        macros.remove(CelStandardMacro.MAP_FILTER);
        macros.remove(CelStandardMacro.FILTER);
        CelBuilder builder = CelFactory.plannerCelBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(macros)
                .setStandardEnvironmentEnabled(false)
                .setStandardDeclarations(BoundedStrings.declarations())
                .setStandardFunctions(BoundedStrings.functions())
                .addVar("object", SimpleType.DYN)
                .addVar("oldObject", SimpleType.DYN)
                .addVar("request", SimpleType.DYN)
                .addVar("params", SimpleType.DYN)
                .addVar("namespaceObject", SimpleType.DYN)
                .addVar("cluster", Lookups.TYPE)
                .addCompilerLibraries(
                        CelExtensions.optional(),
                        BoundedStrings.extension(),
                        CelExtensions.sets(OPTIONS),
                        CelExtensions.bindings(),
                        CelExtensions.comprehensions())
                .addRuntimeLibraries(
                        CelExtensions.optional(),
                        BoundedStrings.extension(),
                        CelExtensions.sets(OPTIONS),
                        CelExtensions.comprehensions());
        for (CelLibrary library : libraries()) {
            builder.addCompilerLibraries(library);
            builder.addRuntimeLibraries(library);
        }
        return builder.build();
    }
}
