package dev.ordinal.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TemplateParametersTest {

    private static final String TEMPLATE = """
            apiVersion: template.openshift.io/v1
            kind: Template
            metadata: {name: db}
            objects:
            - apiVersion: apps/v1
              kind: StatefulSet
              metadata: {name: "${NAME}-${NAME}", labels: {port: "${PORT}"}}
              spec:
                replicas: ${{REPLICAS}}
                serviceName: ${OTHER}
                paused: ${{PAUSED}}
                text: "${{REPLICAS}}x ${NAME"
                minReadySeconds: ${{NONE}}
            parameters:
            - {name: NAME, value: db}
            - {name: REPLICAS, value: "3"}
            - {name: PAUSED, value: "true"}
            - {name: PORT, value: 5432}
            - {name: NONE}
            """;

    private static ManifestSet read(String text) {
        return new ManifestReader(ReadLimits.DEFAULT, "default").read(List.of(Input.text("t.yaml", text)));
    }

    @Test
    void parametersWithAValueAreFilledIn() {
        Manifest set = read(TEMPLATE).manifests().getFirst();

        assertThat(set.name()).isEqualTo("db-db");
        assertThat(set.labels().get("port")).isEqualTo("5432");
        JsonObject spec = set.root().object("spec");
        assertThat(spec.get("replicas")).isEqualTo(3L);
        assertThat(spec.get("paused")).isEqualTo(true);
    }

    @Test
    void theOthersStay() {
        JsonObject spec = read(TEMPLATE).manifests().getFirst().root().object("spec");

        assertThat(spec.get("serviceName")).isEqualTo("${OTHER}");
        assertThat(spec.get("minReadySeconds")).isEqualTo("${{NONE}}");
        assertThat(spec.get("text")).isEqualTo("${{REPLICAS}}x ${NAME");
    }

    @Test
    void placesPointAtTheTemplate() {
        Manifest set = read(TEMPLATE).manifests().getFirst();

        assertThat(set.positionOf(FieldPath.parse("spec.replicas").orElseThrow()))
                .contains(new SourcePosition("t.yaml", 9, 5));
    }

    @Test
    void aTemplateWithoutParametersIsAsItWas() {
        assertThat(read(TEMPLATE.substring(0, TEMPLATE.indexOf("parameters:")))
                        .manifests()
                        .getFirst()
                        .name())
                .isEqualTo("${NAME}-${NAME}");
    }
}
