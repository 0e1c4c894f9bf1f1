/** Mending manifests in their files: what policies add to objects, as edits of the text that these come from. */
@NullMarked
package dev.ordinal.fix;

import org.jspecify.annotations.NullMarked;
