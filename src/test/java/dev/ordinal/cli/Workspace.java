package dev.ordinal.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder with a policy and manifests for commands to work on.
 *
 * @param root the folder
 */
record Workspace(Path root) {

    /** A policy with a rule that denies, one that warns and one that looks another object up. */
    static final String POLICY = """
            apiVersion: ordinal.dev/v1alpha1
            kind: Policy
            metadata:
              name: owner-label
            spec:
              title: Every StatefulSet says who owns it
              description: |
                A StatefulSet outlives the people who made it.
              category: ownership
              action: Deny
              matchConstraints:
                resourceRules:
                  - {apiGroups: [apps], apiVersions: [v1], resources: [statefulsets], operations: [CREATE, UPDATE]}
              validations:
                - name: has-owner
                  expression: has(object.metadata.labels) && 'owner' in object.metadata.labels
                  message: there is no label owner
                  fieldPath: metadata.name
                  remedy: Add the label owner.
                - name: has-team
                  action: Warn
                  expression: has(object.metadata.labels) && 'team' in object.metadata.labels
                  message: there is no label team
                  fieldPath: metadata.name
                  remedy: Add the label team.
                - name: has-service
                  action: Audit
                  expression: cluster.get('v1', 'Service', object.metadata.namespace, object.spec.serviceName).hasValue()
                  message: there is no such Service
                  fieldPath: spec.serviceName
                  remedy: Create it.
            """;

    /** Cases that all pass. */
    static final String TEST = """
            apiVersion: ordinal.dev/v1alpha1
            kind: PolicyTest
            metadata:
              name: owner-label
            spec:
              # what every case begins with
              objects:
                web:
                  apiVersion: apps/v1
                  kind: StatefulSet
                  metadata: {name: web, labels: {owner: shop, team: blue}}
                  spec: {serviceName: web}
                service:
                  apiVersion: v1
                  kind: Service
                  metadata: {name: web}
              cases:
                - name: all is well
                - name: no owner   # the point of it all
                  patch:
                    web: {metadata: {labels: {owner: null}}}
                  expect:
                    - rule: has-owner
                      message: there is no label owner
                - name: the Service is elsewhere
                  partial: true
                  patch:
                    service: null
                  notKnown: [has-service]
            """;

    Path file(String name) {
        return root.resolve(name);
    }

    /** Writes a file and gives its path as an argument. */
    String write(String name, String text) {
        try {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String read(String name) {
        try {
            return Files.readString(root.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder of the policy, which is written. */
    String policies() {
        write("policies/owner-label.yaml", POLICY);
        return file("policies").toString();
    }

    /** Writes a StatefulSet with these labels. */
    String statefulSet(String name, String labels) {
        return write(name + ".yaml", statefulSetText(name, labels));
    }

    static String statefulSetText(String name, String labels) {
        return """
                apiVersion: apps/v1
                kind: StatefulSet
                metadata:
                  name: %s
                  labels: {%s}
                spec:
                  serviceName: %s
                """.formatted(name, labels, name);
    }

    /** The names of all files and folders in the folder. */
    List<String> names() {
        try (Stream<Path> files = Files.list(root)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
