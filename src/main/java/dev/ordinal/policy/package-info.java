/** Policies, exceptions and their test cases as values, and the reader that makes them from YAML. */
@NullMarked
package dev.ordinal.policy;

import org.jspecify.annotations.NullMarked;
