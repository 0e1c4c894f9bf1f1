package dev.ordinal.policy;

import dev.ordinal.manifest.SourcePosition;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Exempts named objects from a policy or some of its rules. (Not a Java exception.)
 *
 * @param name its name
 * @param policy the policy's name
 * @param rules names of rules; empty for all
 * @param subjects the objects
 * @param reason why, required
 * @param expires the last day it counts; without it, it does not end
 * @param position where the file names it
 */
public record PolicyException(
        String name,
        String policy,
        List<String> rules,
        List<Subject> subjects,
        String reason,
        Optional<LocalDate> expires,
        SourcePosition position) {

    public PolicyException {
        rules = List.copyOf(rules);
        subjects = List.copyOf(subjects);
    }

    /**
     * Objects that are exempt.
     *
     * @param kind empty for every kind
     * @param namespace empty for every namespace
     * @param name a name, in which {@code *} stands for any characters
     */
    public record Subject(String kind, String namespace, String name) {}
}
