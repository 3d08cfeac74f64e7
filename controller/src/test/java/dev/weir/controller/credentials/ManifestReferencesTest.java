package dev.weir.controller.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.credentials.References.TargetReference;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.manifests.ManifestLimits;
import dev.weir.controller.manifests.ManifestReader;
import dev.weir.controller.manifests.Manifests;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ManifestReferencesTest {

    private static final String MANIFESTS = """
            apiVersion: v1
            kind: Secret
            metadata: {name: rabbit, namespace: shop}
            data: {host: YW1xcDovL2E=}
            stringData: {user: guest}
            ---
            {apiVersion: v1, kind: Secret, metadata: {name: broken}, data: {a: "====="}}
            ---
            {apiVersion: v1, kind: ConfigMap, metadata: {name: empty}}
            ---
            apiVersion: keda.sh/v1alpha1
            kind: TriggerAuthentication
            metadata: {name: auth, namespace: shop}
            spec: {secretTargetRef: [{parameter: host, name: rabbit, key: host}]}
            ---
            apiVersion: keda.sh/v1alpha1
            kind: ClusterTriggerAuthentication
            metadata: {name: everywhere}
            spec: {env: [{parameter: url, name: URL}]}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: consumer, namespace: shop}
            spec:
              template:
                spec:
                  containers:
                  - name: main
                    env: [{name: URL, value: "http://$(HOST)"}]
                    envFrom: [{secretRef: {name: rabbit}}]
            ---
            apiVersion: keda.sh/v1alpha1
            kind: ScaledObject
            metadata: {name: consumer, namespace: shop}
            spec:
              scaleTargetRef: {name: consumer}
              triggers:
              - type: rabbitmq
                metadata: {hostFromEnv: host}
                authenticationRef: {name: auth}
            """;

    private final KubernetesSerialization serialization = new KubernetesSerialization();
    private final Manifests manifests = Manifests.of(
            List.of(new ManifestReader(serialization, ManifestLimits.DEFAULT).read("all.yaml", MANIFESTS)));
    private final ManifestReferences references = new ManifestReferences(manifests, serialization);

    @Test
    void decodesSecrets() {
        assertEquals(Optional.of(Map.of("host", "amqp://a", "user", "guest")), references.secret("shop", "rabbit"));
        assertEquals(Optional.empty(), references.secret("default", "rabbit"));
    }

    @Test
    void saysWhichSecretIsNotBase64() {
        MissingReferenceException e =
                assertThrows(MissingReferenceException.class, () -> references.secret("default", "broken"));
        assertEquals("Secret default/broken cannot be read: a value under data is not base64", e.getMessage());
    }

    @Test
    void findsConfigMapsAndAuthentications() {
        assertEquals(Optional.of(Map.of()), references.configMap("default", "empty"));
        assertTrue(references.triggerAuthentication("shop", "auth").isPresent());
        assertEquals(Optional.empty(), references.triggerAuthentication("default", "auth"));
        assertTrue(references.clusterTriggerAuthentication("everywhere").isPresent());
    }

    @Test
    void findsPodTemplatesWhateverTheVersion() {
        TargetReference old = new TargetReference("apps/v1beta1", "Deployment", "consumer");
        assertEquals(
                "main",
                references
                        .podTemplate("shop", old)
                        .orElseThrow()
                        .getContainers()
                        .get(0)
                        .getName());
        assertEquals(
                Optional.empty(),
                references.podTemplate("shop", new TargetReference("argoproj.io/v1", "Deployment", "consumer")));
    }

    @Test
    void resolvesATriggerLikeInACluster() {
        ScaledObject object = (ScaledObject) manifests
                .scaledObject(new ObjectKey("shop", "consumer"))
                .orElseThrow()
                .object();
        TriggerSpecs.Owner owner = new TriggerSpecs.Owner(
                "ScaledObject",
                "shop",
                "consumer",
                new TargetReference("apps/v1", "Deployment", "consumer"),
                null,
                false);

        ResolvedTrigger resolved = new TriggerSpecs(references, "keda")
                .resolve(owner, 0, object.getSpec().getTriggers().get(0));

        assertEquals(List.of(), resolved.notes());
        assertEquals(Map.of("host", "amqp://a"), resolved.spec().authParams());
        assertEquals("amqp://a", resolved.spec().env().get("host"));
        assertEquals("http://$(HOST)", resolved.spec().env().get("URL"));
    }
}
