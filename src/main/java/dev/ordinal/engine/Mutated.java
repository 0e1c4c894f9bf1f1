package dev.ordinal.engine;

import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.patch.JsonPatch;
import java.util.List;

/**
 * What came of letting policies add to an object.
 *
 * @param before the object as it was sent
 * @param after the object with all that was added; itself where nothing was
 * @param steps the policies that added something, in the order in which they did
 * @param warnings what a person should know of, such as two policies that contradict each other; one line each
 * @param notKnown mutations that were left out because what they asked for is not known
 * @param errors mutations that failed; what they would have added was left out
 */
public record Mutated(
        Manifest before,
        Manifest after,
        List<Step> steps,
        List<String> warnings,
        List<NotKnownRule> notKnown,
        List<RuleError> errors) {

    public Mutated {
        steps = List.copyOf(steps);
        warnings = List.copyOf(warnings);
        notKnown = List.copyOf(notKnown);
        errors = List.copyOf(errors);
    }

    static Mutated unchanged(Manifest manifest) {
        return new Mutated(manifest, manifest, List.of(), List.of(), List.of(), List.of());
    }

    /** Whether anything was added. */
    public boolean isChanged() {
        return !steps.isEmpty();
    }

    /** All that was added, from the object that was sent to the last. */
    public JsonPatch patch() {
        return isChanged() ? JsonPatch.diff(before.root(), after.root()) : JsonPatch.EMPTY;
    }

    /**
     * What one policy added.
     *
     * @param policy its name
     * @param patch from the object that it was given to the one that it made
     * @param fields the fields and items that came, in the object that it made
     */
    public record Step(String policy, JsonPatch patch, List<FieldPath> fields) {
        public Step {
            fields = List.copyOf(fields);
        }
    }
}
