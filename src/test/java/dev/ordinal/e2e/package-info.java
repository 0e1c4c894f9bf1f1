/** Ordinal in front of a real API server. */
@NullMarked
package dev.ordinal.e2e;

import org.jspecify.annotations.NullMarked;
