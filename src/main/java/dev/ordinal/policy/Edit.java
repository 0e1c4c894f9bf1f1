package dev.ordinal.policy;

/**
 * Puts other text in the place of some.
 *
 * @param start offset of the first character that goes
 * @param end offset behind the last one; where it is the start, nothing goes
 */
record Edit(int start, int end, String replacement) {}
