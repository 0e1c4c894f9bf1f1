/** The cluster itself as a view: what its API server tells, kept in memory, and what it is asked directly. */
@NullMarked
package dev.ordinal.cluster.live;

import org.jspecify.annotations.NullMarked;
