package dev.ordinal.cel;

import dev.cel.checker.CelCheckerBuilder;
import dev.cel.common.CelFunctionDecl;
import dev.cel.compiler.CelCompilerLibrary;
import dev.cel.parser.CelParserBuilder;
import dev.cel.runtime.CelRuntimeLibrary;
import java.util.List;

/** A set of CEL functions: what the compiler and what the runtime need to know of them. One file per library. */
interface CelLibrary extends CelCompilerLibrary, CelRuntimeLibrary {

    /** The name of its page in {@code docs/cel/}, such as {@code quantity}. */
    String name();

    /** Its functions, for the checker. */
    List<CelFunctionDecl> declarations();

    /** Adds its macros; most libraries have none. */
    @Override
    default void setParserOptions(CelParserBuilder parser) {}

    @Override
    default void setCheckerOptions(CelCheckerBuilder checker) {
        checker.addFunctionDeclarations(declarations());
    }
}
