package dev.ordinal.fix;

import dev.ordinal.manifest.ResourceRef;

/**
 * A policy and an object that it adds to, or beside.
 *
 * @param policy its name
 * @param object which
 */
record Pair(String policy, ResourceRef object) {}
