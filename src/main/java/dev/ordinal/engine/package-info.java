/** Matching, evaluating and deciding: from a change and a view to findings. */
@NullMarked
package dev.ordinal.engine;

import org.jspecify.annotations.NullMarked;
