/** Ordinal keeps stateful applications on Kubernetes safe; this package is only its entry point. */
@NullMarked
package dev.ordinal;

import org.jspecify.annotations.NullMarked;
