/** Benchmarks; {@code ./mvnw -Pbench verify} runs them. */
@NullMarked
package dev.ordinal.bench;

import org.jspecify.annotations.NullMarked;
