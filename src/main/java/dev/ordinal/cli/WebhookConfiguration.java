package dev.ordinal.cli;

import dev.ordinal.engine.WebhookRules;
import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The webhook configurations (admissionregistration.k8s.io/v1) that ask the webhook about what policies need, and the
 * ClusterRole with which the webhook reads what they look up.
 */
final class WebhookConfiguration {

    /**
     * What an operator chooses.
     *
     * @param url where the webhook is, without the path; empty for the Service
     * @param failurePolicy of what policies name; all else is {@code Ignore}
     * @param timeout in seconds
     * @param matchConditions whether the API server knows them
     */
    record Settings(
            String name,
            String namespace,
            String service,
            Optional<String> url,
            Optional<byte[]> caBundle,
            String failurePolicy,
            int timeout,
            boolean matchConditions) {}

    private static final String API_VERSION = "admissionregistration.k8s.io/v1";
    private static final String VALIDATE = "/validate";
    private static final String MUTATE = "/mutate";
    private static final String IGNORE = "Ignore";

    /** Users that are parts of the control plane; which of them there are depends on how it is set up. */
    private static final List<String> COMPONENTS = List.of(
            "system:apiserver",
            "system:cloud-controller-manager",
            "system:kube-controller-manager",
            "system:kube-proxy",
            "system:kube-scheduler");

    /**
     * The service accounts in kube-system of the controller manager's controllers that write the kinds concerned. By
     * name, since others run in kube-system that bring people's objects. The autoscaler is not among them: what it does
     * to the scale of a StatefulSet is to be judged.
     */
    private static final List<String> CONTROLLERS = List.of(
            "attachdetach-controller",
            "cronjob-controller",
            "daemon-set-controller",
            "deployment-controller",
            "disruption-controller",
            "endpoint-controller",
            "endpointslice-controller",
            "endpointslicemirroring-controller",
            "ephemeral-volume-controller",
            "expand-controller",
            "generic-garbage-collector",
            "job-controller",
            "namespace-controller",
            "node-controller",
            "persistent-volume-binder",
            "pod-garbage-collector",
            "pv-protection-controller",
            "pvc-protection-controller",
            "replicaset-controller",
            "replication-controller",
            "root-ca-cert-publisher",
            "service-controller",
            "statefulset-controller",
            "ttl-after-finished-controller");

    private WebhookConfiguration() {}

    /** The configuration; an entry without rules is left out. */
    static JsonObject validating(WebhookRules rules, Settings settings) {
        var webhooks = new ArrayList<JsonObject>();
        add(webhooks, "subjects", rules.subjects(), settings.failurePolicy(), settings);
        add(webhooks, "clients", rules.clients(), IGNORE, settings);
        add(webhooks, "deletes", rules.deletes(), IGNORE, settings);
        add(webhooks, "impact", rules.impact(), IGNORE, settings);
        return object(API_VERSION, "ValidatingWebhookConfiguration", settings).with("webhooks", JsonArray.of(webhooks));
    }

    /**
     * The configuration of what policies add something to; empty if they add nothing. It never holds anything up, and
     * it is asked again where another webhook has changed the object since.
     */
    static Optional<JsonObject> mutating(WebhookRules rules, Settings settings) {
        if (rules.mutations().isEmpty()) {
            return Optional.empty();
        }
        JsonObject webhook = webhook("mutations", MUTATE, rules.mutations(), IGNORE, settings)
                .with("reinvocationPolicy", "IfNeeded");
        return Optional.of(object(API_VERSION, "MutatingWebhookConfiguration", settings)
                .with("webhooks", JsonArray.of(List.of(webhook))));
    }

    /** The role: get, list and watch of what is read, nothing else. */
    static JsonObject clusterRole(WebhookRules rules, Settings settings) {
        var list = new ArrayList<JsonObject>();
        for (WebhookRules.Rule rule : rules.reads()) {
            list.add(tree(
                    "apiGroups", texts(rule.group()),
                    "resources", JsonArray.of(rule.resources()),
                    "verbs", texts("get", "list", "watch")));
        }
        return object("rbac.authorization.k8s.io/v1", "ClusterRole", settings).with("rules", JsonArray.of(list));
    }

    private static JsonObject object(String apiVersion, String kind, Settings settings) {
        JsonObject metadata = tree("name", settings.name(), "labels", tree("app.kubernetes.io/name", "ordinal"));
        return tree("apiVersion", apiVersion, "kind", kind, "metadata", metadata);
    }

    private static void add(
            List<JsonObject> webhooks,
            String name,
            List<WebhookRules.Rule> rules,
            String failurePolicy,
            Settings settings) {
        if (!rules.isEmpty()) {
            webhooks.add(webhook(name, VALIDATE, rules, failurePolicy, settings));
        }
    }

    private static JsonObject webhook(
            String name, String path, List<WebhookRules.Rule> rules, String failurePolicy, Settings settings) {
        JsonObject webhook = tree(
                "name",
                name + ".ordinal.dev",
                "admissionReviewVersions",
                texts("v1"),
                "clientConfig",
                clientConfig(path, settings),
                "failurePolicy",
                failurePolicy,
                "matchPolicy",
                "Equivalent",
                "sideEffects",
                "None",
                "timeoutSeconds",
                (long) settings.timeout(),
                "namespaceSelector",
                otherNamespaces(settings),
                "rules",
                JsonArray.of(rules.stream().map(WebhookConfiguration::rule).toList()));
        return settings.matchConditions() ? webhook.with("matchConditions", matchConditions(rules)) : webhook;
    }

    private static JsonObject clientConfig(String path, Settings settings) {
        JsonObject where = settings.url()
                .map(url -> tree("url", url + path))
                .orElseGet(() -> tree(
                        "service",
                        tree(
                                "name",
                                settings.service(),
                                "namespace",
                                settings.namespace(),
                                "path",
                                path,
                                "port",
                                443L)));
        return settings.caBundle()
                .map(pem -> where.with("caBundle", Base64.getEncoder().encodeToString(pem)))
                .orElse(where);
    }

    private static JsonObject otherNamespaces(Settings settings) {
        var own = new ArrayList<>(List.of("kube-system", settings.namespace()));
        JsonObject requirement = tree(
                "key",
                "kubernetes.io/metadata.name",
                "operator",
                "NotIn",
                "values",
                JsonArray.of(own.stream().distinct().toList()));
        return tree("matchExpressions", JsonArray.of(List.of(requirement)));
    }

    private static JsonObject rule(WebhookRules.Rule rule) {
        return tree(
                "apiGroups", texts(rule.group()),
                "apiVersions", JsonArray.of(rule.versions()),
                "resources", JsonArray.of(rule.resources()),
                "operations",
                        JsonArray.of(rule.operations().stream().map(Enum::name).toList()),
                "scope", "*");
    }

    /**
     * What the API server keeps to itself. A condition that fails to evaluate would count by the failure policy, so
     * each asks first for what may be absent.
     */
    private static JsonArray matchConditions(List<WebhookRules.Rule> rules) {
        var conditions = new ArrayList<JsonObject>();
        if (rules.stream().noneMatch(WebhookConfiguration::isAboutHeartbeats)) {
            conditions.add(condition(
                    "no-heartbeat",
                    "!(request.resource.group == 'coordination.k8s.io'"
                            + " || request.resource.resource in ['events', 'nodes'])"));
        }
        conditions.add(
                condition("no-node", "!has(request.userInfo.groups) || !('system:nodes' in request.userInfo.groups)"));
        // without accounts of its own for each controller, the controller manager scales by this user too
        conditions.add(condition(
                "no-component",
                "(has(request.subResource) && request.subResource == 'scale') || !has(request.userInfo.username)"
                        + " || !(request.userInfo.username in " + quoted("", COMPONENTS) + ")"));
        conditions.add(condition(
                "no-controller",
                "!has(request.userInfo.username) || !(request.userInfo.username in "
                        + quoted("system:serviceaccount:kube-system:", CONTROLLERS) + ")"));
        return JsonArray.of(conditions);
    }

    private static boolean isAboutHeartbeats(WebhookRules.Rule rule) {
        return rule.group().equals("coordination.k8s.io")
                || rule.resources().contains("events")
                || rule.resources().contains("nodes");
    }

    private static JsonObject condition(String name, String expression) {
        return tree("name", name, "expression", expression);
    }

    private static String quoted(String prefix, List<String> names) {
        return "['"
                + String.join("', '", names.stream().map(name -> prefix + name).toList()) + "']";
    }

    private static JsonArray texts(String... texts) {
        return JsonArray.of(List.of(texts));
    }

    private static JsonObject tree(Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return JsonObject.of(fields);
    }
}
