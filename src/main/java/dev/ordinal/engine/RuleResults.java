package dev.ordinal.engine;

import java.util.ArrayList;
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
}
