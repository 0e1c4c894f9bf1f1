package dev.ordinal.e2e;

/** The manifests that the tests apply. */
final class Manifests {

    private Manifests() {}

    /** A headless Service that selects the pods of the application. */
    static String headlessService(String name, String app) {
        return """
                apiVersion: v1
                kind: Service
                metadata: {name: %s}
                spec:
                  clusterIP: None
                  selector: {app: %s}
                  ports: [{name: web, port: 80, protocol: TCP}]
                ---
                """.formatted(name, app);
    }

    /** A sound StatefulSet of two pods, labelled {@code app: NAME}. */
    static String statefulSet(String name, String service) {
        return statefulSet(name, service, 2, "");
    }

    /**
     * A sound StatefulSet.
     *
     * @param metadata further fields of its metadata, as the inside of a flow mapping that starts with a comma
     */
    static String statefulSet(String name, String service, int replicas, String metadata) {
        return """
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: %1$s%4$s}
                spec:
                  serviceName: %2$s
                  replicas: %3$d
                  selector: {matchLabels: {app: %1$s}}
                  template:
                    metadata: {labels: {app: %1$s}}
                    spec:
                      terminationGracePeriodSeconds: 60
                      containers:
                      - name: main
                        image: nginx:1.27
                        ports: [{name: web, containerPort: 80, protocol: TCP}]
                        readinessProbe: {tcpSocket: {port: web}}
                        resources: {requests: {cpu: 10m, memory: 16Mi}, limits: {memory: 16Mi}}
                ---
                """.formatted(name, service, replicas, metadata);
    }

    /** A Deployment whose container is told an address of another. */
    static String clientOf(String name, String address) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %1$s}
                spec:
                  selector: {matchLabels: {app: %1$s}}
                  template:
                    metadata: {labels: {app: %1$s}}
                    spec:
                      containers:
                      - name: main
                        image: client:1
                        env: [{name: DATABASE_HOST, value: "%2$s"}]
                ---
                """.formatted(name, address);
    }

    /** A pod that nothing owns. */
    static String pod(String name, String app, boolean hostNetwork) {
        return """
                apiVersion: v1
                kind: Pod
                metadata: {name: %1$s, labels: {app: %2$s}}
                spec:
                  hostNetwork: %3$s
                  containers: [{name: main, image: "nginx:1.27"}]
                ---
                """.formatted(name, app, hostNetwork);
    }
}
