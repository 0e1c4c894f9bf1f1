/** The command line: one file per command. */
@NullMarked
package dev.ordinal.cli;

import org.jspecify.annotations.NullMarked;
