package dev.ordinal.admission;

import java.util.Set;

/**
 * Who is let through whatever the policies say.
 *
 * @param users names of users whose requests are not judged
 * @param groups groups whose members' requests are not judged
 * @param namespaces namespaces in which nothing is denied; what would be is a warning
 */
public record DoorRules(Set<String> users, Set<String> groups, Set<String> namespaces) {

    public DoorRules {
        users = Set.copyOf(users);
        groups = Set.copyOf(groups);
        namespaces = Set.copyOf(namespaces);
    }

    boolean bypasses(AdmissionRequest request) {
        return users.contains(request.user()) || request.groups().stream().anyMatch(groups::contains);
    }

    /** Whether nothing may be denied to the object: it lives in one of the namespaces, or is one of them. */
    boolean spares(AdmissionRequest request) {
        boolean isNamespace = request.subject().kind().equals("Namespace")
                && request.subject().apiVersion().equals("v1");
        return namespaces.contains(
                isNamespace ? request.subject().name() : request.subject().namespace());
    }
}
