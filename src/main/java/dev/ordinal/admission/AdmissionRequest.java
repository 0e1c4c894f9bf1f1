package dev.ordinal.admission;

import dev.ordinal.engine.Change;
import dev.ordinal.manifest.ResourceRef;
import dev.ordinal.policy.Operation;
import java.util.List;
import java.util.Optional;

/**
 * What the API server asks.
 *
 * @param uid names the request; the answer repeats it
 * @param operation what is done
 * @param subject the object it is done to; its name is empty where the API server has not made it up yet
 * @param resource its resource, such as {@code statefulsets}, as the request was matched
 * @param subresource such as {@code scale}; empty for the object itself
 * @param user the name of who asks
 * @param groups the groups of who asks
 * @param dryRun whether nothing of it is stored
 * @param change what to judge; empty for CONNECT, which brings no object
 */
public record AdmissionRequest(
        String uid,
        Operation operation,
        ResourceRef subject,
        String resource,
        String subresource,
        String user,
        List<String> groups,
        boolean dryRun,
        Optional<Change> change) {

    public AdmissionRequest {
        groups = List.copyOf(groups);
    }
}
