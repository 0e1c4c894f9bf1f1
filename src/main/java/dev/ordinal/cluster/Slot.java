package dev.ordinal.cluster;

import dev.ordinal.manifest.Manifest;

/** An object at its place among those of its kind; one that replaces it takes the number over. */
record Slot(long number, Manifest manifest) implements Numbered {}
