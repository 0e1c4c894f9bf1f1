package dev.ordinal.cel;

import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.ResourceRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects the texts of an object in which its author may have written the address of another: values, arguments,
 * configuration. Secrets are never read, nor are annotations, {@code status} and {@code managedFields}.
 */
final class Texts {

    /** Fields of a custom resource that are read at most, and how deep. */
    static final int MOST_FIELDS = 10_000;

    static final int DEEPEST = 100;

    private static final Set<String> BUILT_IN_GROUPS = Set.of(
            "",
            "admissionregistration.k8s.io",
            "apiextensions.k8s.io",
            "apiregistration.k8s.io",
            "apps",
            "apps.openshift.io",
            "authentication.k8s.io",
            "authorization.k8s.io",
            "autoscaling",
            "batch",
            "certificates.k8s.io",
            "coordination.k8s.io",
            "discovery.k8s.io",
            "events.k8s.io",
            "extensions",
            "flowcontrol.apiserver.k8s.io",
            "networking.k8s.io",
            "node.k8s.io",
            "policy",
            "rbac.authorization.k8s.io",
            "resource.k8s.io",
            "scheduling.k8s.io",
            "storage.k8s.io",
            "storagemigration.k8s.io");

    /** Fields of custom resources that say something about an object rather than what it talks to. */
    private static final Set<String> SKIPPED_FIELDS = Set.of("annotations", "managedFields", "status");

    /**
     * A text and where it stands.
     *
     * @param path of the field
     * @param text its value
     * @param source what the field is: {@code env}, {@code arg}, {@code command}, {@code probe}, {@code hostAlias},
     *     {@code data}, {@code address}, {@code externalName} or {@code field}
     * @param container the name of the container it belongs to, else empty
     * @param key the name the text goes by: of the environment variable, the data's key, the option before the
     *     argument, the field; else empty
     */
    record Entry(String path, String text, String source, String container, String key) {

        private static final JsonObject.Layout LAYOUT =
                JsonObject.Layout.of("path", "text", "source", "container", "key");

        JsonObject tree() {
            return LAYOUT.object(path, text, source, container, key);
        }
    }

    private final List<Entry> entries = new ArrayList<>();

    private Texts() {}

    /** The texts of an object, in the order of its fields as Kubernetes documents them. */
    static List<Entry> of(JsonObject object) {
        var texts = new Texts();
        String apiVersion = object.text("apiVersion").orElse("");
        String kind = object.text("kind").orElse("");
        if (!BUILT_IN_GROUPS.contains(ResourceRef.groupOf(apiVersion))) {
            texts.fields("spec", "spec", object.get("spec"), 0);
            return texts.entries;
        }
        switch (kind) {
            case "ConfigMap" -> texts.data(object.object("data"));
            case "Endpoints" -> texts.endpoints(object.array("subsets"));
            case "EndpointSlice" -> texts.slice(object.array("endpoints"));
            case "Service" ->
                object.object("spec")
                        .text("externalName")
                        .ifPresent(name -> texts.add("spec.externalName", name, "externalName", "", ""));
            default -> texts.workload(object);
        }
        return texts.entries;
    }

    private void add(String path, String text, String source, String container, String key) {
        if (!text.isEmpty()) {
            entries.add(new Entry(path, text, source, container, key));
        }
    }

    private void workload(JsonObject object) {
        for (PodTemplates.Container at : PodTemplates.containers(object)) {
            JsonObject container = at.container();
            words(at.path() + ".command", container.array("command"), "command", at.name());
            words(at.path() + ".args", container.array("args"), "arg", at.name());
            env(at.path() + ".env[", container.array("env"), at.name());
            handler(at.path() + ".livenessProbe", container.object("livenessProbe"), at.name());
            handler(at.path() + ".readinessProbe", container.object("readinessProbe"), at.name());
            handler(at.path() + ".startupProbe", container.object("startupProbe"), at.name());
            JsonObject lifecycle = container.object("lifecycle");
            handler(at.path() + ".lifecycle.postStart", lifecycle.object("postStart"), at.name());
            handler(at.path() + ".lifecycle.preStop", lifecycle.object("preStop"), at.name());
        }
        PodTemplates.of(object).ifPresent(template -> {
            String path = PodTemplates.path(object).orElse("");
            String prefix = (path.isEmpty() ? "" : path + ".") + "spec.hostAliases[";
            JsonArray aliases = template.object("spec").array("hostAliases");
            for (int index = 0; index < aliases.size(); index++) {
                if (aliases.get(index) instanceof JsonObject alias) {
                    String ip = alias.text("ip").orElse("");
                    add(prefix + index + "].ip", ip, "hostAlias", "", "");
                }
            }
        });
    }

    private void words(String path, JsonArray words, String source, String container) {
        String option = "";
        for (int index = 0; index < words.size(); index++) {
            if (words.get(index) instanceof String word) {
                add(path + "[" + index + "]", word, source, container, option);
                option = option(word);
            } else {
                option = "";
            }
        }
    }

    /** The name of the option whose value is the next word, if this may be one: {@code --host}. */
    private static String option(String word) {
        int start = 0;
        while (start < word.length() && word.charAt(start) == '-') {
            start++;
        }
        return start == 0 || word.length() > 64 || word.indexOf('=') >= 0 || word.indexOf(' ') >= 0
                ? ""
                : word.substring(start);
    }

    private void env(String prefix, JsonArray variables, String container) {
        for (int index = 0; index < variables.size(); index++) {
            if (variables.get(index) instanceof JsonObject variable && variable.get("value") instanceof String value) {
                add(
                        prefix + index + "].value",
                        value,
                        "env",
                        container,
                        variable.text("name").orElse(""));
            }
        }
    }

    private void handler(String path, JsonObject handler, String container) {
        if (handler.isEmpty()) {
            return;
        }
        words(path + ".exec.command", handler.object("exec").array("command"), "probe", container);
        String http = handler.object("httpGet").text("host").orElse("");
        add(path + ".httpGet.host", http, "probe", container, "host");
        String tcp = handler.object("tcpSocket").text("host").orElse("");
        add(path + ".tcpSocket.host", tcp, "probe", container, "host");
    }

    private void data(JsonObject data) {
        for (Map.Entry<String, Object> entry : data.entrySet()) {
            if (entry.getValue() instanceof String value) {
                add(child("data", entry.getKey()), value, "data", "", entry.getKey());
            }
        }
    }

    private void endpoints(JsonArray subsets) {
        for (int index = 0; index < subsets.size(); index++) {
            if (subsets.get(index) instanceof JsonObject subset) {
                addresses("subsets[" + index + "].addresses[", subset.array("addresses"));
                addresses("subsets[" + index + "].notReadyAddresses[", subset.array("notReadyAddresses"));
            }
        }
    }

    private void addresses(String prefix, JsonArray addresses) {
        for (int index = 0; index < addresses.size(); index++) {
            if (addresses.get(index) instanceof JsonObject address) {
                add(prefix + index + "].ip", address.text("ip").orElse(""), "address", "", "");
            }
        }
    }

    private void slice(JsonArray endpoints) {
        for (int index = 0; index < endpoints.size(); index++) {
            if (endpoints.get(index) instanceof JsonObject endpoint) {
                words("endpoints[" + index + "].addresses", endpoint.array("addresses"), "address", "");
            }
        }
    }

    /** Every text below a value. */
    private void fields(String path, String key, @org.jspecify.annotations.Nullable Object value, int depth) {
        if (depth > DEEPEST || entries.size() >= MOST_FIELDS) {
            return;
        }
        switch (value) {
            case String text -> add(path, text, "field", "", key);
            case JsonObject object -> {
                for (Map.Entry<String, Object> field : object.entrySet()) {
                    if (!SKIPPED_FIELDS.contains(field.getKey())) {
                        fields(child(path, field.getKey()), field.getKey(), field.getValue(), depth + 1);
                    }
                }
            }
            case JsonArray array -> {
                for (int index = 0; index < array.size(); index++) {
                    fields(path + "[" + index + "]", key, array.get(index), depth + 1);
                }
            }
            case null, default -> {}
        }
    }

    /** The path of a field, as {@link FieldPath} writes it. */
    private static String child(String path, String field) {
        String step = FieldPath.ROOT.child(field).toString();
        return step.startsWith("[") ? path + step : path + "." + step;
    }
}
