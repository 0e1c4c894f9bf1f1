package dev.ordinal.policy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A kind of map in a policy file: the fields it must have and those it may have.
 *
 * @param name its name among the {@code $defs} of the JSON Schema
 * @param required fields it must have
 * @param optional fields it may have
 */
record Shape(String name, List<String> required, List<String> optional) {

    static final Shape DOCUMENT = new Shape("document", List.of("apiVersion", "kind", "metadata", "spec"), List.of());

    static final Shape METADATA = new Shape("metadata", List.of("name"), List.of("labels", "annotations"));

    static final Shape POLICY = new Shape(
            "policySpec",
            List.of("title", "matchConstraints"),
            List.of(
                    "action",
                    "validations",
                    "description",
                    "category",
                    "matchConditions",
                    "params",
                    "paramValues",
                    "variables",
                    "mutations",
                    "creations",
                    "reinvocationPolicy",
                    "mutateAfter",
                    "judgedAtMutation",
                    "exemptable",
                    "onStale",
                    "failurePolicy"));

    static final Shape ACTION_BY_OPERATION =
            new Shape("actionByOperation", List.of("default"), List.of("CREATE", "UPDATE", "DELETE", "CONNECT"));

    static final Shape MATCH_CONSTRAINTS = new Shape(
            "matchConstraints",
            List.of("resourceRules"),
            List.of("excludeResourceRules", "namespaceSelector", "objectSelector", "matchPolicy"));

    static final Shape RESOURCE_RULE = new Shape(
            "resourceRule",
            List.of("apiGroups", "apiVersions", "resources", "operations"),
            List.of("scope", "resourceNames"));

    static final Shape LABEL_SELECTOR =
            new Shape("labelSelector", List.of(), List.of("matchLabels", "matchExpressions"));

    static final Shape SELECTOR_REQUIREMENT =
            new Shape("selectorRequirement", List.of("key", "operator"), List.of("values"));

    static final Shape MATCH_CONDITION = new Shape("matchCondition", List.of("name", "expression"), List.of());

    static final Shape VARIABLE = new Shape("variable", List.of("name", "expression"), List.of());

    static final Shape VALIDATION = new Shape(
            "validation",
            List.of("name", "expression"),
            List.of(
                    "forEach",
                    "message",
                    "messageExpression",
                    "fieldPath",
                    "fieldPathExpression",
                    "remedy",
                    "remedyExpression",
                    "actionExpression",
                    "action"));

    static final Shape FOR_EACH = new Shape("forEach", List.of("list", "as"), List.of("path"));

    static final Shape MUTATION =
            new Shape("mutation", List.of("patchType"), List.of("applyConfiguration", "jsonPatch"));

    static final Shape APPLY_CONFIGURATION = new Shape("applyConfiguration", List.of("expression"), List.of());

    static final Shape JSON_PATCH = new Shape("jsonPatch", List.of("expression"), List.of());

    static final Shape CREATION = new Shape("creation", List.of("name", "expression"), List.of());

    static final Shape BINDING =
            new Shape("policyBindingSpec", List.of("policies"), List.of("namespaceSelector", "action", "params"));

    static final Shape EXCEPTION =
            new Shape("policyExceptionSpec", List.of("policy", "subjects", "reason"), List.of("rules", "expires"));

    static final Shape SUBJECT = new Shape("exceptionSubject", List.of("name"), List.of("kind", "namespace"));

    static final Shape TEST = new Shape("policyTestSpec", List.of("cases"), List.of("objects"));

    static final Shape CASE = new Shape(
            "testCase",
            List.of("name"),
            List.of(
                    "objects",
                    "patch",
                    "subjects",
                    "operation",
                    "oldPatch",
                    "subresource",
                    "partial",
                    "whole",
                    "params",
                    "expect",
                    "notKnown",
                    "mutations",
                    "creations"));

    static final Shape EXPECTED =
            new Shape("expectedFinding", List.of("rule"), List.of("action", "subject", "fieldPath", "message"));

    static final Shape EXPECTED_MUTATION =
            new Shape("expectedMutation", List.of("op", "path"), List.of("subject", "value", "from"));

    /** Every shape there is. */
    static final List<Shape> ALL = List.of(
            DOCUMENT,
            METADATA,
            POLICY,
            ACTION_BY_OPERATION,
            MATCH_CONSTRAINTS,
            RESOURCE_RULE,
            LABEL_SELECTOR,
            SELECTOR_REQUIREMENT,
            MATCH_CONDITION,
            VARIABLE,
            VALIDATION,
            FOR_EACH,
            MUTATION,
            APPLY_CONFIGURATION,
            JSON_PATCH,
            CREATION,
            BINDING,
            EXCEPTION,
            SUBJECT,
            TEST,
            CASE,
            EXPECTED,
            EXPECTED_MUTATION);

    Shape {
        required = List.copyOf(required);
        optional = List.copyOf(optional);
    }

    /** All its fields, the required ones first. */
    Set<String> fields() {
        var fields = new LinkedHashSet<>(required);
        fields.addAll(optional);
        return fields;
    }
}
