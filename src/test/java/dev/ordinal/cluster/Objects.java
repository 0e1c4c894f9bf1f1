package dev.ordinal.cluster;

import dev.ordinal.manifest.Input;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ManifestReader;
import dev.ordinal.manifest.ReadLimits;
import java.util.List;

/** Short ways for tests to write objects. */
final class Objects {

    private Objects() {}

    static List<Manifest> manifests(String yaml) {
        return new ManifestReader(ReadLimits.DEFAULT, "default")
                .read(List.of(Input.text("test.yaml", yaml)))
                .manifests();
    }

    static Manifest manifest(String yaml) {
        return manifests(yaml).getFirst();
    }

    static JsonObject object(String yaml) {
        return manifest("{apiVersion: v1, kind: X, metadata: {name: x}, value: " + yaml + "}")
                .root()
                .object("value");
    }

    static Manifest service(String name, String selector) {
        return manifest("{apiVersion: v1, kind: Service, metadata: {name: '" + name + "'}, spec: {selector: " + selector
                + "}}");
    }

    static Manifest statefulSet(String name, String podLabels) {
        return manifest("{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: '" + name
                + "'}, spec: {serviceName: '" + name + "-svc', template: {metadata: {labels: " + podLabels + "}}}}");
    }

    static List<String> names(Listing listing) {
        List<Manifest> manifests = switch (listing) {
            case Listing.Known known -> known.manifests();
            case Listing.Partial partial -> partial.manifests();
        };
        return manifests.stream().map(Manifest::name).toList();
    }
}
