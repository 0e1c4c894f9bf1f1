/** What a check found, written in the formats that people and other tools read. */
@NullMarked
package dev.ordinal.report;

import org.jspecify.annotations.NullMarked;
