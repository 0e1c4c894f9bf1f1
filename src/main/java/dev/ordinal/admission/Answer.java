package dev.ordinal.admission;

import dev.ordinal.patch.JsonPatch;
import java.util.List;
import java.util.Map;

/**
 * What a door answers.
 *
 * @param allowed whether the change may go on
 * @param message why not; empty if allowed
 * @param warnings for whoever made the request, each one line, the worst first
 * @param annotations for the audit log, by short names; the API server puts the webhook's name before them
 * @param patch what to change in the object; empty for nothing
 */
public record Answer(
        boolean allowed, String message, List<String> warnings, Map<String, String> annotations, JsonPatch patch) {

    /** Yes, and nothing to say. */
    public static final Answer YES = new Answer(true, "", List.of(), Map.of());

    public Answer {
        warnings = List.copyOf(warnings);
    }

    /** An answer that changes nothing. */
    public Answer(boolean allowed, String message, List<String> warnings, Map<String, String> annotations) {
        this(allowed, message, warnings, annotations, JsonPatch.EMPTY);
    }
}
