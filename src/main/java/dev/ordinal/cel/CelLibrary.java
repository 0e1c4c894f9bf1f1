package dev.ordinal.cel;

import dev.cel.compiler.CelCompilerLibrary;
import dev.cel.runtime.CelRuntimeLibrary;

/** A set of CEL functions: what the compiler and what the runtime need to know of them. One file per library. */
interface CelLibrary extends CelCompilerLibrary, CelRuntimeLibrary {

    /** The name of its page in {@code docs/cel/}, such as {@code quantity}. */
    String name();
}
