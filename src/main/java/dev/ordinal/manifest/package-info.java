/** Manifests as deeply immutable JSON trees, with the place in a file that every field came from. */
@NullMarked
package dev.ordinal.manifest;

import org.jspecify.annotations.NullMarked;
