package dev.ordinal.cel;

import dev.ordinal.manifest.SourcePosition;

/**
 * A scalar that stands in an expression and may be its value.
 *
 * @param value text, a number, true or false
 * @param position where it stands in the expression's file
 */
public record Literal(Object value, SourcePosition position) {}
