package dev.ordinal.engine;

import dev.ordinal.manifest.JsonObject;
import org.jspecify.annotations.Nullable;

/** The defaults of containers of all sorts, with their probes, ports and environment. */
final class ContainerDefaults {

    private ContainerDefaults() {}

    static JsonObject container(JsonObject container) {
        return new Draft(container)
                .fillEmpty("imagePullPolicy", pullPolicy(container.get("image")))
                .fillEmpty("terminationMessagePath", "/dev/termination-log")
                .fillEmpty("terminationMessagePolicy", "File")
                .fill("resources", JsonObject.EMPTY)
                .inEach("ports", ContainerDefaults::port)
                .inEach("env", ContainerDefaults::variable)
                .in("livenessProbe", ContainerDefaults::probe)
                .in("readinessProbe", ContainerDefaults::probe)
                .in("startupProbe", ContainerDefaults::probe)
                .in("lifecycle", ContainerDefaults::lifecycle)
                .done();
    }

    /**
     * {@code Always} for an image whose tag is {@code latest} or that has neither tag nor digest, else
     * {@code IfNotPresent}; so too where there is no image.
     */
    static String pullPolicy(@Nullable Object image) {
        return image instanceof String name && isLatest(name) ? "Always" : "IfNotPresent";
    }

    private static boolean isLatest(String image) {
        int digest = image.indexOf('@');
        String name = digest < 0 ? image : image.substring(0, digest);
        int colon = name.indexOf(':', name.lastIndexOf('/') + 1);
        if (colon < 0) {
            return digest < 0 && !name.isEmpty();
        }
        return name.endsWith(":latest");
    }

    static JsonObject port(JsonObject port) {
        return new Draft(port).fillEmpty("protocol", "TCP").done();
    }

    private static JsonObject variable(JsonObject variable) {
        return new Draft(variable)
                .in(
                        "valueFrom",
                        source -> new Draft(downward(source))
                                .in(
                                        "fileKeyRef",
                                        key -> new Draft(key)
                                                .fill("optional", false)
                                                .done())
                                .done())
                .done();
    }

    /** Of what names a field or a resource of the pod. */
    static JsonObject downward(JsonObject source) {
        return new Draft(source)
                .in(
                        "fieldRef",
                        field -> new Draft(field).fillEmpty("apiVersion", "v1").done())
                .in(
                        "resourceFieldRef",
                        resource ->
                                new Draft(resource).fillEmpty("divisor", "0").done())
                .done();
    }

    private static JsonObject probe(JsonObject probe) {
        return new Draft(probe)
                .fillEmpty("timeoutSeconds", 1L)
                .fillEmpty("periodSeconds", 10L)
                .fillEmpty("successThreshold", 1L)
                .fillEmpty("failureThreshold", 3L)
                .in("httpGet", ContainerDefaults::httpGet)
                .in("grpc", grpc -> new Draft(grpc).fill("service", "").done())
                .done();
    }

    private static JsonObject lifecycle(JsonObject lifecycle) {
        return new Draft(lifecycle)
                .in("postStart", ContainerDefaults::handler)
                .in("preStop", ContainerDefaults::handler)
                .done();
    }

    private static JsonObject handler(JsonObject handler) {
        return new Draft(handler).in("httpGet", ContainerDefaults::httpGet).done();
    }

    private static JsonObject httpGet(JsonObject action) {
        return new Draft(action)
                .fillEmpty("path", "/")
                .fillEmpty("scheme", "HTTP")
                .done();
    }
}
