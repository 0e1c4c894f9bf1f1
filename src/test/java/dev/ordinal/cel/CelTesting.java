package dev.ordinal.cel;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import java.util.List;
import java.util.Map;

/** Evaluates expressions in an environment of the Kubernetes libraries and of what stands beside them. */
final class CelTesting {

    private static final class Base {
        static final Cel CEL = build();
    }

    private CelTesting() {}

    private static Cel build() {
        var builder = CelFactory.plannerCelBuilder()
                .setOptions(Environment.OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .setTypeProvider(KubernetesLibraries.types())
                .addVar("object", SimpleType.DYN)
                .addCompilerLibraries(
                        CelExtensions.optional(),
                        CelExtensions.sets(Environment.OPTIONS),
                        CelExtensions.bindings(),
                        CelExtensions.comprehensions())
                .addRuntimeLibraries(
                        CelExtensions.optional(),
                        CelExtensions.sets(Environment.OPTIONS),
                        CelExtensions.comprehensions());
        for (CelLibrary library : KubernetesLibraries.all()) {
            builder.addCompilerLibraries(library).addRuntimeLibraries(library);
        }
        return builder.build();
    }

    /** The value of the expression. */
    static Object eval(String expression) {
        return eval(expression, Map.of());
    }

    /** The value of the expression about an object. */
    static Object eval(String expression, Object object) {
        try {
            return Base.CEL.createProgram(Base.CEL.compile(expression).getAst()).eval(Map.of("object", object));
        } catch (CelValidationException | CelEvaluationException e) {
            throw new CelFailure(e);
        }
    }

    /** Whether the expression is true, and is so too when the type of what it is about is not known beforehand. */
    static boolean isTrue(String expression) {
        return List.of(true).equals(List.of(eval(expression)));
    }

    /** An expression did not compile or did not evaluate. */
    static final class CelFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CelFailure(Exception cause) {
            super(cause.getMessage(), cause);
        }
    }
}
