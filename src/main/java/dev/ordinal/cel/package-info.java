/** Expressions: the environment they see, their compiler, their libraries and their budget. */
@NullMarked
package dev.ordinal.cel;

import org.jspecify.annotations.NullMarked;
