package dev.ordinal.manifest;

/**
 * A kind of object, whatever its version. The kinds that moved out of the {@code extensions} group count as those of
 * the group that has them now.
 *
 * @param group empty for the core group
 * @param kind such as {@code StatefulSet}
 */
public record GroupKind(String group, String kind) {

    /** The kind that an API version and a kind's name stand for. */
    public static GroupKind of(String apiVersion, String kind) {
        return in(ResourceRef.groupOf(apiVersion), kind);
    }

    /** The kind of that name in that group. */
    public static GroupKind in(String group, String kind) {
        return new GroupKind(
                switch (group) {
                    case "extensions" ->
                        switch (kind) {
                            case "Deployment", "DaemonSet", "ReplicaSet" -> "apps";
                            case "Ingress", "NetworkPolicy" -> "networking.k8s.io";
                            case "PodSecurityPolicy" -> "policy";
                            default -> group;
                        };
                    case "events.k8s.io" -> kind.equals("Event") ? "" : group;
                    default -> group;
                },
                kind);
    }
}
