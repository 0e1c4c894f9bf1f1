package dev.ordinal.cel;

import dev.cel.checker.CelChecker;
import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelVarDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelComprehensionsExtensions;
import dev.cel.extensions.CelExtensionLibrary.FeatureSet;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserBuilder;
import dev.cel.parser.CelParserFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/** What every expression sees: the variables of an admission policy, the macros and the libraries. Safe for threads. */
final class Environment {

    static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .maxExpressionCodePointSize(100_000)
            .maxParseRecursionDepth(100)
            .maxRegexProgramSize(2_000)
            .build();

    private static final Map<String, CelType> VARIABLES = Map.of(
            "object", SimpleType.DYN,
            "oldObject", SimpleType.DYN,
            "request", SimpleType.DYN,
            "params", SimpleType.DYN,
            "namespaceObject", SimpleType.DYN,
            "cluster", Lookups.TYPE);

    private static final Environment INSTANCE = new Environment();

    private final List<CelLibrary> libraries = libraries();
    private final CelParser parser = buildParser();
    private final Declarations declarations = declarations();
    private final CelRuntime runtime = buildRuntime();

    private Environment() {}

    static Environment get() {
        return INSTANCE;
    }

    /** Our own libraries and those of Kubernetes, by the names of their pages. */
    static List<CelLibrary> libraries() {
        var libraries = new ArrayList<>(KubernetesLibraries.all());
        libraries.add(new ClusterLibrary());
        libraries.add(new LinearMacros());
        libraries.add(StatefulLibrary.INSTANCE);
        return List.copyOf(libraries);
    }

    CelParser parser() {
        return parser;
    }

    /** A checker for one parsed expression of a scope. */
    CelChecker checker(CelAbstractSyntaxTree parsed, Scope scope) {
        var variables = new ArrayList<CelVarDecl>();
        VARIABLES.forEach((name, type) -> variables.add(CelVarDecl.newVarDeclaration(name, type)));
        scope.variables().forEach((name, type) -> variables.add(CelVarDecl.newVarDeclaration(name, type.cel())));
        return declarations.checker(
                parsed,
                variables,
                types -> StructTypes.of(parsed, scope.variables().values(), types));
    }

    /** What plans the evaluation of checked expressions. */
    CelRuntime runtime() {
        return runtime;
    }

    private CelParser buildParser() {
        var macros = EnumSet.allOf(CelStandardMacro.class);
        macros.remove(CelStandardMacro.MAP);
        macros.remove(CelStandardMacro.MAP_FILTER);
        macros.remove(CelStandardMacro.FILTER);
        CelParserBuilder builder = CelParserFactory.standardCelParserBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(macros)
                .addLibraries(CelExtensions.optional(), CelExtensions.bindings(), CelExtensions.comprehensions());
        libraries.forEach(builder::addLibraries);
        return builder.build();
    }

    private Declarations declarations() {
        var declared = new ArrayList<CelFunctionDecl>();
        for (FeatureSet extension : List.<FeatureSet>of(CelExtensions.optional(), CelExtensions.sets(OPTIONS))) {
            declared.addAll(extension.functions());
        }
        for (CelComprehensionsExtensions.Function function : CelComprehensionsExtensions.Function.values()) {
            declared.add(function.functionDecl()); // its own functions() leaves them out
        }
        libraries.forEach(library -> declared.addAll(library.declarations()));
        return new Declarations(declared, EnumSet.of(StandardFunction.MATCHES), KubernetesLibraries.types(), OPTIONS);
    }

    private CelRuntime buildRuntime() {
        CelRuntimeBuilder builder = CelRuntimeFactory.plannerRuntimeBuilder()
                .setOptions(OPTIONS)
                .setStandardFunctions(CelStandardFunctions.newBuilder()
                        .excludeFunctions(CelStandardFunctions.StandardFunction.MATCHES)
                        .build())
                .setTypeProvider(KubernetesLibraries.types())
                .addLibraries(CelExtensions.optional(), CelExtensions.sets(OPTIONS), CelExtensions.comprehensions());
        libraries.forEach(builder::addLibraries);
        return builder.build();
    }
}
