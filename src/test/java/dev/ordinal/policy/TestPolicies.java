package dev.ordinal.policy;

import dev.ordinal.manifest.Input;
import java.util.List;

/** Policies to begin tests with. */
final class TestPolicies {

    /** A policy with the required fields alone. */
    static final String MINIMAL = """
            apiVersion: ordinal.dev/v1alpha1
            kind: Policy
            metadata: {name: minimal}
            spec:
              title: There is always something
              action: Deny
              matchConstraints:
                resourceRules: [{apiGroups: [apps], apiVersions: [v1], resources: [statefulsets], operations: [CREATE]}]
              validations:
              - name: rule
                expression: 'true'
                message: never
            """;

    private TestPolicies() {}

    static String minimal(String name) {
        return MINIMAL.replace("{name: minimal}", "{name: " + name + "}");
    }

    static PolicyFiles read(String text) {
        return PolicyReader.read(List.of(Input.text("p.yaml", text)));
    }
}
