/** The server: its settings, its endpoints and what keeps it running; the only package that Quarkus runs. */
@NullMarked
package dev.ordinal.server;

import org.jspecify.annotations.NullMarked;
