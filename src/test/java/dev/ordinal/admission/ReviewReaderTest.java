package dev.ordinal.admission;

import static dev.ordinal.admission.Reviews.STATEFUL_SET;
import static dev.ordinal.admission.Reviews.read;
import static dev.ordinal.admission.Reviews.statefulSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ordinal.engine.Change;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.ResourceRef;
import dev.ordinal.policy.Operation;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReviewReaderTest {

    @Test
    void aCreationIsRead() {
        AdmissionRequest request = read(statefulSet("""
                "requestKind": {"group": "apps", "version": "v1", "kind": "StatefulSet"},
                "name": "web", "namespace": "shop", "operation": "CREATE", "dryRun": true,
                "userInfo": {"username": "jane", "groups": ["dev", "ops"], "extra": {"a": ["b"]}},
                "object": %s, "oldObject": null, "options": {"fieldManager": "kubectl"}""".formatted(STATEFUL_SET)));

        assertThat(request.uid()).isEqualTo("u-1");
        assertThat(request.subject()).isEqualTo(new ResourceRef("apps/v1", "StatefulSet", "shop", "web"));
        assertThat(request.resource()).isEqualTo("statefulsets");
        assertThat(request.user()).isEqualTo("jane");
        assertThat(request.groups()).containsExactly("dev", "ops");
        assertThat(request.dryRun()).isTrue();
        Change change = request.change().orElseThrow();
        assertThat(change.operation()).isEqualTo(Operation.CREATE);
        assertThat(change.oldObject()).isEmpty();
        assertThat(change.isDryRun()).isTrue();
        assertThat(change.subject().root().object("spec")).containsEntry("replicas", 3L);
        JsonObject asked = change.request().orElseThrow();
        assertThat(asked)
                .containsKeys("uid", "kind", "resource", "requestKind", "userInfo", "options")
                .doesNotContainKeys("object", "oldObject");
    }

    @Test
    void whatIsDeletedAsACollectionIsNamedByTheOldObject() {
        AdmissionRequest request = read(statefulSet("""
                "namespace": "shop", "operation": "DELETE", "object": null, "oldObject": %s""".formatted(STATEFUL_SET)));

        assertThat(request.subject().name()).isEqualTo("web");
        assertThat(request.change().orElseThrow().object()).isEmpty();
        assertThat(request.change().orElseThrow().oldObject()).isPresent();
    }

    @Test
    void aNameThatIsYetToBeMadeUpIsEmpty() {
        AdmissionRequest request = read(statefulSet("""
                "namespace": "shop", "operation": "CREATE", "object": {"metadata": {"generateName": "web-"}}"""));

        assertThat(request.subject()).isEqualTo(new ResourceRef("apps/v1", "StatefulSet", "shop", ""));
        assertThat(request.change().orElseThrow().subject().kind()).isEqualTo("StatefulSet");
    }

    @Test
    void theNamespaceIsThatOfTheRequest() {
        AdmissionRequest request = read(statefulSet("""
                "namespace": "shop", "operation": "CREATE", "object": {"metadata": {"name": "web"}}"""));

        assertThat(request.change().orElseThrow().subject().namespace()).isEqualTo("shop");
    }

    @Test
    void aNamespaceLivesInNone() {
        AdmissionRequest request = read(Reviews.of(
                "{\"group\": \"\", \"version\": \"v1\", \"kind\": \"Namespace\"}",
                "{\"group\": \"\", \"version\": \"v1\", \"resource\": \"namespaces\"}",
                """
                "name": "shop", "namespace": "shop", "operation": "DELETE",
                "oldObject": {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "shop"}}"""));

        assertThat(request.subject()).isEqualTo(new ResourceRef("v1", "Namespace", "", "shop"));
    }

    @Test
    void aScaleIsAScale() {
        AdmissionRequest request = read(Reviews.of(
                "{\"group\": \"autoscaling\", \"version\": \"v1\", \"kind\": \"Scale\"}",
                "{\"group\": \"apps\", \"version\": \"v1\", \"resource\": \"statefulsets\"}",
                """
                "subResource": "scale", "name": "web", "namespace": "shop", "operation": "UPDATE",
                "object": {"metadata": {"name": "web"}, "spec": {"replicas": 1}},
                "oldObject": {"metadata": {"name": "web"}, "spec": {"replicas": 3}}"""));

        assertThat(request.subresource()).isEqualTo("scale");
        assertThat(request.subject()).isEqualTo(new ResourceRef("autoscaling/v1", "Scale", "shop", "web"));
        assertThat(request.change().orElseThrow().subresource()).isEqualTo("scale");
    }

    @Test
    void aConnectionBringsNothingToJudge() {
        assertThat(read(statefulSet("""
                "name": "web", "operation": "CONNECT", "object": {"kind": "PodExecOptions"}""")).change()).isEmpty();
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of("[]", "The body must be an object, but is a list."),
                Arguments.of(
                        "{",
                        "The body cannot be read: line 1, column 2: it ends before everything that opens is closed."),
                Arguments.of("{}", "apiVersion is missing."),
                Arguments.of("{\"apiVersion\": null}", "apiVersion is missing."),
                Arguments.of("{\"apiVersion\": 1}", "apiVersion must be a text, but is a number."),
                Arguments.of(
                        "{\"apiVersion\": \"admission.k8s.io/v1beta1\"}",
                        "apiVersion must be admission.k8s.io/v1, but is \"admission.k8s.io/v1beta1\"."),
                Arguments.of(
                        "{\"apiVersion\": \"admission.k8s.io/v1\", \"kind\": \"" + "x".repeat(80) + "\"}",
                        "kind must be AdmissionReview, but is \"" + "x".repeat(60) + "…\"."),
                Arguments.of(
                        "{\"apiVersion\": \"admission.k8s.io/v1\", \"kind\": \"AdmissionReview\"}",
                        "request is missing."),
                Arguments.of(
                        "{\"apiVersion\": \"admission.k8s.io/v1\", \"kind\": \"AdmissionReview\", \"request\": true}",
                        "request must be an object, but is true."),
                Arguments.of(
                        "{\"apiVersion\": \"admission.k8s.io/v1\", \"kind\": \"AdmissionReview\", \"request\": {}}",
                        "request.uid is missing."),
                Arguments.of(
                        statefulSet("\"operation\": \"CREATE\"").replace("u-1", ""), "request.uid must not be empty."),
                Arguments.of(
                        Reviews.of("\"StatefulSet\"", "{}", "\"operation\": \"CREATE\""),
                        "request.kind must be an object, but is a text."),
                Arguments.of(Reviews.of("{}", "{}", "\"operation\": \"CREATE\""), "request.kind.version is missing."),
                Arguments.of(
                        Reviews.of("{\"version\": \"v1\", \"kind\": \"Pod\"}", "{}", "\"operation\": \"CREATE\""),
                        "request.resource.resource is missing."),
                Arguments.of(
                        statefulSet("\"operation\": \"CREATE\", \"name\": \"" + "x".repeat(2_000) + "\""),
                        "request.name must have 1024 characters at most, but has 2000."),
                Arguments.of(statefulSet("\"name\": \"web\""), "request.operation is missing."),
                Arguments.of(
                        statefulSet("\"operation\": \"PATCH\""),
                        "request.operation must be CREATE, UPDATE, DELETE or CONNECT, but is \"PATCH\"."),
                Arguments.of(statefulSet("\"operation\": \"CREATE\""), "request.object is missing: CREATE has one."),
                Arguments.of(
                        statefulSet("\"operation\": \"UPDATE\", \"object\": " + STATEFUL_SET),
                        "request.oldObject is missing: UPDATE has one."),
                Arguments.of(
                        statefulSet("\"operation\": \"DELETE\", \"object\": " + STATEFUL_SET),
                        "request.oldObject is missing: DELETE has one."),
                Arguments.of(
                        statefulSet("\"operation\": \"CREATE\", \"object\": [1]"),
                        "request.object must be an object, but is a list."),
                Arguments.of(
                        statefulSet("\"operation\": \"CREATE\", \"name\": 7"),
                        "request.name must be a text, but is a number."),
                Arguments.of(
                        statefulSet("\"operation\": \"CREATE\", \"dryRun\": \"yes\""),
                        "request.dryRun must be true or false, but is a text."),
                Arguments.of(
                        statefulSet("\"operation\": \"CREATE\", \"userInfo\": {\"groups\": {}}, \"object\": "
                                + STATEFUL_SET),
                        "request.userInfo.groups must be a list, but is an object."),
                Arguments.of(
                        statefulSet("\"operation\": \"CREATE\", \"userInfo\": {\"groups\": [1]}, \"object\": "
                                + STATEFUL_SET),
                        "request.userInfo.groups must hold texts, but holds a number."));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void whatIsWrongWithAReviewIsTold(String review, String reason) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> read(review))
                .withMessage(reason);
    }
}
