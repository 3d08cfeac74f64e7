package dev.weir.controller.manifests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.api.ClusterTriggerAuthentication;
import dev.weir.controller.api.ScaledObject;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ManifestReaderTest {

    private static final String OBJECT = """
            apiVersion: keda.sh/v1alpha1
            kind: ScaledObject
            metadata: {name: consumer, namespace: shop}
            spec:
              pollingInterval: 7
              scaleTargetRef: {name: consumer}
              triggers:
              - type: cron
                metadata: {desiredReplicas: "3"}
            """;

    private final ManifestReader reader =
            new ManifestReader(new KubernetesSerialization(), new ManifestLimits(10, 1 << 20));

    @Test
    void picksOutWhatMattersOfManyDocuments() {
        ManifestFile file = reader.read("all.yaml", OBJECT + """
                ---
                # nothing but a comment
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: passed-over}
                ---
                apiVersion: v1
                kind: List
                items:
                - {apiVersion: v1, kind: Secret, metadata: {name: s}, stringData: {password: x}}
                - {apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {a: b}}
                ---
                apiVersion: keda.sh/v1alpha1
                kind: ClusterTriggerAuthentication
                metadata: {name: everywhere, namespace: ignored}
                spec: {secretTargetRef: [{parameter: p, name: s, key: k}]}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: consumer}
                spec: {template: {spec: {containers: [{name: main}]}}}
                """);

        assertEquals(List.of(), file.problems());
        assertEquals(
                List.of(
                        ScaledObject.class,
                        Secret.class,
                        ConfigMap.class,
                        ClusterTriggerAuthentication.class,
                        GenericKubernetesResource.class),
                file.manifests().stream()
                        .map(found -> found.object().getClass())
                        .toList());
        assertEquals(
                List.of("shop/consumer", "default/s", "default/c", "everywhere", "default/consumer"),
                file.manifests().stream().map(found -> found.key().toString()).toList());
        ScaledObject object =
                assertInstanceOf(ScaledObject.class, file.manifests().get(0).object());
        assertEquals(7, object.getSpec().getPollingInterval());
    }

    @Test
    void readsJson() {
        ManifestFile file = reader.read("s.json", """
                {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "s"}, "data": {"a": "Yg=="}}
                """);

        assertEquals(List.of(), file.problems());
        assertEquals("Secret default/s in s.json", file.manifests().get(0).toString());
    }

    @Test
    void generationFollowsTheContent() {
        assertEquals(generation(OBJECT), generation(OBJECT + "\n# a comment\n"));
        assertNotEquals(generation(OBJECT), generation(OBJECT.replace("pollingInterval: 7", "pollingInterval: 8")));
    }

    private long generation(String text) {
        return reader.read("o.yaml", text)
                .manifests()
                .get(0)
                .object()
                .getMetadata()
                .getGeneration();
    }

    @Test
    void namesTheLineOfABrokenFile() {
        ManifestFile file = reader.read("o.yaml", OBJECT + "  broken: [1,\n");

        assertEquals(List.of(), file.manifests());
        assertEquals(1, file.problems().size());
        assertTrue(file.problems().get(0).startsWith("is not valid YAML, line "), file.problems()::toString);
    }

    @Test
    void namesTheFieldOfAWrongType() {
        ManifestFile file = reader.read("o.yaml", OBJECT.replace("pollingInterval: 7", "pollingInterval: often"));

        assertEquals(
                List.of("ScaledObject consumer: spec.pollingInterval has a value of the wrong type"), file.problems());
    }

    @Test
    void refusesParametersThatAreNoTexts() {
        ManifestFile file = reader.read("o.yaml", OBJECT.replace("\"3\"", "3, other: [a]"));

        assertEquals(
                List.of(
                        "ScaledObject consumer: spec.triggers[0].metadata.desiredReplicas is 3, but must be a text: put it in quotes",
                        "ScaledObject consumer: spec.triggers[0].metadata.other is a list, but must be a text: put it in quotes"),
                file.problems());
    }

    @Test
    void showsNothingOfASecretThatCannotBeRead() {
        ManifestFile file = reader.read("s.yaml", """
                apiVersion: v1
                kind: Secret
                metadata: {name: s}
                data: hunter2
                """);

        assertEquals(List.of("Secret s: data has a value of the wrong type"), file.problems());
    }

    @Test
    void wantsNames() {
        assertEquals(
                List.of("ScaledObject: metadata.name is missing"),
                reader.read("o.yaml", OBJECT.replace("name: consumer, namespace: shop", "namespace: shop"))
                        .problems());
    }

    @Test
    void survivesHostileNesting() {
        assertEquals(1, reader.read("o.yaml", "[".repeat(200_000)).problems().size());
        assertEquals(1, reader.read("o.json", "[".repeat(200_000)).problems().size());
    }
}
