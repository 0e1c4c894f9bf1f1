package dev.ordinal.engine;

import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Trees for tests, written as YAML. */
final class TestObjects {

    /** A StatefulSet as people write them. */
    static final JsonObject STATEFUL_SET = object("""
            apiVersion: apps/v1
            kind: StatefulSet
            metadata:
              name: web
              labels: {app: web}
            spec:
              serviceName: web
              replicas: 3
              selector:
                matchLabels: {app: web}
              template:
                metadata:
                  labels: {app: web}
                spec:
                  containers:
                  - name: nginx
                    image: nginx:1.27
                    args: [--verbose]
                    ports:
                    - {containerPort: 80, name: http}
                    env:
                    - {name: PORT, value: "80"}
                    - name: POD
                      valueFrom: {fieldRef: {fieldPath: metadata.name}}
                    readinessProbe:
                      httpGet: {port: http}
                    resources:
                      limits: {cpu: 500m, memory: 1Gi}
                    volumeMounts:
                    - {name: data, mountPath: /data}
                    - {name: conf, mountPath: /conf}
                  volumes:
                  - name: conf
                    configMap: {name: web}
              volumeClaimTemplates:
              - metadata: {name: data}
                spec:
                  accessModes: [ReadWriteOnce]
                  resources: {requests: {storage: 10Gi}}
            """);

    private TestObjects() {}

    static JsonObject object(String yaml) {
        return (JsonObject) value(yaml);
    }

    static Object value(String yaml) {
        return tree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
    }

    static Object tree(@Nullable Object plain) {
        return switch (plain) {
            case null -> JsonObject.NULL;
            case Integer number -> number.longValue();
            case List<?> list ->
                JsonArray.of(list.stream().map(TestObjects::tree).toList());
            case Map<?, ?> map -> {
                var fields = new LinkedHashMap<String, Object>();
                map.forEach((key, value) -> fields.put(String.valueOf(key), tree(value)));
                yield JsonObject.of(fields);
            }
            default -> plain;
        };
    }

    /** The tree with another value at a path; objects on the way are made, arrays must be there. */
    static JsonObject with(JsonObject root, String path, Object value) {
        return (JsonObject) with(root, FieldPath.parse(path).orElseThrow().segments(), 0, value);
    }

    private static Object with(Object at, List<Object> path, int depth, Object value) {
        if (depth == path.size()) {
            return value;
        }
        if (path.get(depth) instanceof Integer index) {
            var items = new ArrayList<Object>((JsonArray) at);
            items.set(index, with(items.get(index), path, depth + 1, value));
            return JsonArray.of(items);
        }
        String field = (String) path.get(depth);
        JsonObject object = (JsonObject) at;
        Object below = object.get(field);
        return object.with(field, with(below == null ? JsonObject.EMPTY : below, path, depth + 1, value));
    }
}
