package dev.ordinal.fix;

import dev.ordinal.engine.NotKnownRule;
import dev.ordinal.engine.RuleError;
import dev.ordinal.manifest.Manifest;
import java.util.List;

/**
 * All that policies add to the objects of some files.
 *
 * @param files those that change, in the order in which they were read
 * @param mends what is added, in the order of the objects
 * @param byHand what would be, but what cannot be edited in place
 * @param warnings what a person should know of, such as two policies that contradict each other; one line each
 * @param errors mutations that failed; what they would have added is left out
 * @param notKnown mutations that are left out because what they ask for is not known
 * @param after the objects as the changed files give them, with the API server's defaults; those from before where
 *     nothing changes
 */
public record FixPlan(
        List<FileFix> files,
        List<Mend> mends,
        List<ByHand> byHand,
        List<String> warnings,
        List<RuleError> errors,
        List<NotKnownRule> notKnown,
        List<Manifest> after) {

    public FixPlan {
        files = List.copyOf(files);
        mends = List.copyOf(mends);
        byHand = List.copyOf(byHand);
        warnings = List.copyOf(warnings);
        errors = List.copyOf(errors);
        notKnown = List.copyOf(notKnown);
        after = List.copyOf(after);
    }

    /** Whether any file changes. */
    public boolean isEdited() {
        return !files.isEmpty();
    }
}
