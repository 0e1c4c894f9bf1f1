/** What a rule may ask about objects other than its subject. */
@NullMarked
package dev.ordinal.cluster;

import org.jspecify.annotations.NullMarked;
