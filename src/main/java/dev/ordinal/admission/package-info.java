/** The doors of the API server: admission reviews in, admission reviews out. */
@NullMarked
package dev.ordinal.admission;

import org.jspecify.annotations.NullMarked;
