package dev.ordinal.engine;

import dev.ordinal.policy.Action;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What an object broke before a change, to hold against what it breaks after it. Used by one thread. */
final class OldFindings {

    /** By key, what each means, the mildest first. */
    private final Map<String, List<Action>> left = new HashMap<>();

    OldFindings(RuleResults before) {
        this(before, false);
    }

    /**
     * Takes what an object broke.
     *
     * @param asleep whether it had no replicas, so that what it meant with them is not known: the worst, then
     */
    OldFindings(RuleResults before, boolean asleep) {
        for (RuleResults.Keyed keyed : before.findings) {
            left.computeIfAbsent(keyed.key(), _ -> new ArrayList<>())
                    .add(asleep ? Action.DENY : keyed.finding().action());
        }
        left.values().forEach(actions -> actions.sort(Comparator.naturalOrder()));
    }

    /**
     * Whether the object broke the same rule, for the same item, and the rule meant at least as much by it. Each old
     * finding stands for one of now.
     */
    boolean take(RuleResults.Keyed keyed) {
        List<Action> actions = left.getOrDefault(keyed.key(), List.of());
        for (int i = 0; i < actions.size(); i++) {
            if (actions.get(i).compareTo(keyed.finding().action()) >= 0) {
                actions.remove(i);
                return true;
            }
        }
        return false;
    }
}
