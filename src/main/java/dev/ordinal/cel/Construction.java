package dev.ordinal.cel;

import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.SourcePosition;
import java.util.Optional;

/**
 * A field to which an expression gives a value in an object that it constructs or patches.
 *
 * @param field from the object's root; without the indexes of lists, whose items have the path of the list
 * @param constant the value, if it is a scalar that stands in the expression
 * @param position where the field, or the path of a patch, stands in the expression's file
 */
public record Construction(FieldPath field, Optional<Object> constant, SourcePosition position) {}
