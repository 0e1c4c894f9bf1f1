/** Changes to trees and to the text of the files they come from: RFC 6902 patches, apply configurations, edits. */
@NullMarked
package dev.ordinal.patch;

import org.jspecify.annotations.NullMarked;
