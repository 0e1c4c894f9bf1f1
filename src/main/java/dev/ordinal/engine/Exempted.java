package dev.ordinal.engine;

/**
 * A finding that an exemption took the force from.
 *
 * @param finding what was found
 * @param reason why it is exempt, in its author's words
 * @param by {@code annotation}, or the name of the PolicyException
 */
public record Exempted(Finding finding, String reason, String by) {}
