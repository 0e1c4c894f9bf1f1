package dev.ordinal.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** What the rules of one policy said of one object, before anything is decided; filled by one thread. */
final class RuleResults {

    /**
     * A finding.
     *
     * @param finding with the action its rule means
     * @param item what identifies the item it is about among the rule's items, so that it is known again in another
     *     version of the object; empty for a rule without items
     */
    record Keyed(Finding finding, String item) {
        String key() {
            return finding.rule() + "\n" + item;
        }
    }

    final List<Keyed> findings = new ArrayList<>();
    final List<NotKnownRule> notKnown = new ArrayList<>();
    final List<RuleError> errors = new ArrayList<>();

    /** Whether it is open if the policy is about the object at all, so that no rule was judged. */
    boolean isUndecided;

    /** Whether all rules were judged and hold. */
    boolean isClean() {
        return findings.isEmpty() && notKnown.isEmpty() && errors.isEmpty();
    }

    /** Whether a rule was broken, or could not be judged. */
    boolean concerns(CompiledPolicy.Rule rule) {
        return findings.stream().anyMatch(keyed -> keyed.finding().rule().equals(rule.name()))
                || notKnown.stream().anyMatch(one -> one.finding().rule().equals(rule.name()))
                || errors.stream().anyMatch(error -> error.rule().equals(rule.name()));
    }

    /** The findings that others do not have, or that mean more than theirs, of rules that those judged. */
    List<Keyed> newSince(RuleResults before) {
        if (before.isUndecided) {
            return List.of();
        }
        var old = new OldFindings(before);
        var open = new HashSet<String>();
        before.notKnown.forEach(notKnown -> open.add(notKnown.finding().rule()));
        before.errors.forEach(error -> open.add(error.rule()));
        return findings.stream()
                .filter(keyed -> !old.take(keyed))
                .filter(keyed -> !open.contains(keyed.finding().rule()))
                .toList();
    }
}
