package dev.ordinal.engine;

import dev.ordinal.manifest.FieldPath;

/**
 * That an annotation which is meant to exempt its object exempts it from nothing.
 *
 * @param field the annotation
 * @param message why, without a final full stop
 */
public record ExemptionMistake(FieldPath field, String message) {}
