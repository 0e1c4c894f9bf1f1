package dev.ordinal.admission;

import java.util.List;
import java.util.Map;

/**
 * What a door answers.
 *
 * @param allowed whether the change may go on
 * @param message why not; empty if allowed
 * @param warnings for whoever made the request, each one line, the worst first
 * @param annotations for the audit log, by short names; the API server puts the webhook's name before them
 */
public record Answer(boolean allowed, String message, List<String> warnings, Map<String, String> annotations) {

    /** Yes, and nothing to say. */
    public static final Answer YES = new Answer(true, "", List.of(), Map.of());

    public Answer {
        warnings = List.copyOf(warnings);
    }
}
