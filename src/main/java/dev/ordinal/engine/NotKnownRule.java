package dev.ordinal.engine;

/**
 * A rule that could not be judged, because what it asked for is not known.
 *
 * @param finding what it would have been about: policy, rule, the action it might have had, subject and place; its
 *     message says what the rule is about
 * @param why a phrase: what is not known, and why
 */
public record NotKnownRule(Finding finding, String why) {}
