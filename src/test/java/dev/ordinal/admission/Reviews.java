package dev.ordinal.admission;

import dev.ordinal.manifest.ReadLimits;
import java.nio.charset.StandardCharsets;

/** Admission reviews as texts. */
final class Reviews {

    static final String STATEFUL_SET = """
            {"apiVersion": "apps/v1", "kind": "StatefulSet",
             "metadata": {"name": "web", "namespace": "shop"}, "spec": {"replicas": 3}}""";

    private Reviews() {}

    /** A review of a request that has these fields beside uid, kind and resource. */
    static String of(String kind, String resource, String fields) {
        return """
                {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {
                 "uid": "u-1", "kind": %s, "resource": %s, %s}}""".formatted(kind, resource, fields);
    }

    /** A review of a request about a StatefulSet. */
    static String statefulSet(String fields) {
        return of(
                "{\"group\": \"apps\", \"version\": \"v1\", \"kind\": \"StatefulSet\"}",
                "{\"group\": \"apps\", \"version\": \"v1\", \"resource\": \"statefulsets\"}",
                fields);
    }

    static AdmissionRequest read(String review) {
        try {
            return new ReviewReader(ReadLimits.DEFAULT).read(review.getBytes(StandardCharsets.UTF_8));
        } catch (BadReview bad) {
            throw new IllegalArgumentException(bad.reason());
        }
    }
}
