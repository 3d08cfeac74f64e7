package dev.weir.controller.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The CRDs in a real API server: what it takes, what it gives back and what it refuses. */
class ResourcesClusterIT {

    private static KubernetesClient client;

    /** Made for this run. */
    private static String namespace;

    @BeforeAll
    static void applyCrds() throws IOException {
        assumeTrue(
                "true".equals(System.getenv("WEIR_CLUSTER")), "needs a cluster: set KUBECONFIG and WEIR_CLUSTER=true");
        client = new KubernetesClientBuilder().build();
        for (String yaml : Crds.checkedIn().values()) {
            CustomResourceDefinition crd = Serialization.unmarshal(yaml, CustomResourceDefinition.class);
            client.resource(crd).fieldManager("weir-test").forceConflicts().serverSideApply();
            client.resource(crd).waitUntilCondition(ResourcesClusterIT::isEstablished, 30, TimeUnit.SECONDS);
        }
        namespace = client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withGenerateName("weir-api-")
                        .endMetadata()
                        .build())
                .create()
                .getMetadata()
                .getName();
    }

    @AfterAll
    static void stop() {
        if (client != null) {
            client.namespaces().withName(namespace).delete();
            client.close();
        }
    }

    @AfterEach
    void deleteObjects() {
        for (EveryField kind : EveryField.values()) {
            if (client.raw(path(kind) + "/every-field") != null) {
                client.raw(path(kind) + "/every-field", "DELETE", null);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void crdsAreStructuralAndEstablished(EveryField kind) {
        CustomResourceDefinition crd = client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(plural(kind) + "." + kind.group())
                .get();

        assertTrue(isEstablished(crd), () -> String.valueOf(crd.getStatus()));
        assertEquals(
                List.of(),
                crd.getStatus().getConditions().stream()
                        .filter(condition -> condition.getType().equals("NonStructuralSchema"))
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void everyFieldIsReadBackUnchanged(EveryField kind) {
        ObjectNode manifest = manifest(kind);
        create(kind, manifest);
        ObjectNode withStatus = (ObjectNode) read(kind);
        withStatus.set("status", manifest.get("status"));
        client.raw(path(kind) + "/every-field/status", "PUT", withStatus.toString());

        JsonNode stored = read(kind);

        assertEquals(manifest.get("spec"), stored.get("spec"));
        assertEquals(manifest.get("status"), stored.get("status"));
        assertEquals(
                manifest.get("metadata").get("annotations"),
                stored.get("metadata").get("annotations"));
    }

    /** An update by Weir, as for a label or a finalizer, sends the whole object through our classes. */
    @ParameterizedTest
    @EnumSource
    void anUpdateThroughOurClassesChangesNothing(EveryField kind) {
        create(kind, manifest(kind));
        JsonNode before = read(kind);
        Object ours = Serialization.unmarshal(before.toString(), kind.type());

        client.raw(path(kind) + "/every-field", "PUT", Serialization.asJson(ours));

        JsonNode after = read(kind);
        assertEquals(before.get("spec"), after.get("spec"));
        assertEquals(
                before.get("metadata").get("resourceVersion"),
                after.get("metadata").get("resourceVersion"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatTheSchemaForbids(Change change) {
        ObjectNode manifest = merge(manifest(change.kind()), change.change());

        KubernetesClientException refusal =
                assertThrows(KubernetesClientException.class, () -> create(change.kind(), manifest));

        assertEquals(422, refusal.getCode(), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(change.says()), refusal.getMessage());
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void completesOrPrunes(Change change) {
        create(change.kind(), merge(manifest(change.kind()), change.change()));

        JsonNode stored = read(change.kind()).at(change.at());

        assertEquals(change.says(), stored.isMissingNode() ? "absent" : stored.asString());
    }

    @Test
    void kubectlKnowsTheShortNames() {
        JsonNode resources = Serialization.unmarshal(client.raw("/apis/keda.sh/v1alpha1"), JsonNode.class)
                .get("resources");

        Map<String, String> shortNames = Map.of(
                "scaledobjects", "[\"so\"]",
                "scaledjobs", "[\"sj\"]",
                "triggerauthentications", "[\"ta\",\"triggerauth\"]",
                "clustertriggerauthentications", "[\"cta\",\"clustertriggerauth\"]");
        shortNames.forEach((plural, names) -> assertEquals(
                names,
                resources
                        .valueStream()
                        .filter(resource -> resource.get("name").asString().equals(plural))
                        .findFirst()
                        .orElseThrow()
                        .get("shortNames")
                        .toString()));
    }

    /**
     * A change to a manifest with every field, in the file {@code crds/changes.yaml}.
     *
     * @param change a JSON merge patch
     * @param at where to look afterwards, a JSON pointer; for accepted changes
     * @param says what stands there, or what the refusal says
     */
    record Change(String name, EveryField kind, JsonNode change, String at, String says) {
        @Override
        public String toString() {
            return kind + ": " + name;
        }
    }

    static Stream<Change> refused() throws IOException {
        return changes("refused");
    }

    static Stream<Change> accepted() throws IOException {
        return changes("accepted");
    }

    private static Stream<Change> changes(String list) throws IOException {
        try (InputStream in = ResourcesClusterIT.class.getResourceAsStream("/crds/changes.yaml")) {
            JsonNode changes = Serialization.unmarshal(in, JsonNode.class).get(list);
            return Arrays.stream(Serialization.unmarshal(changes.toString(), Change[].class));
        }
    }

    private static ObjectNode merge(ObjectNode target, JsonNode patch) {
        for (Map.Entry<String, JsonNode> entry : patch.properties()) {
            JsonNode present = target.get(entry.getKey());
            if (entry.getValue().isNull()) {
                target.remove(entry.getKey());
            } else if (entry.getValue().isObject() && present instanceof ObjectNode object) {
                merge(object, entry.getValue());
            } else {
                target.set(entry.getKey(), entry.getValue());
            }
        }
        return target;
    }

    private static ObjectNode manifest(EveryField kind) {
        ObjectNode manifest = (ObjectNode) kind.manifest();
        ObjectNode metadata = (ObjectNode) manifest.get("metadata");
        if (metadata.has("namespace")) {
            metadata.put("namespace", namespace);
        }
        return manifest;
    }

    private static void create(EveryField kind, JsonNode manifest) {
        client.raw(path(kind), "POST", manifest.toString());
    }

    private static JsonNode read(EveryField kind) {
        return Serialization.unmarshal(client.raw(path(kind) + "/every-field"), JsonNode.class);
    }

    private static String path(EveryField kind) {
        boolean namespaced = !kind.type().getSimpleName().startsWith("Cluster");
        return "/apis/" + kind.group() + "/v1alpha1/" + (namespaced ? "namespaces/" + namespace + "/" : "")
                + plural(kind);
    }

    private static String plural(EveryField kind) {
        String file = kind.crdFile();
        return file.substring(file.indexOf('_') + 1, file.lastIndexOf('.'));
    }

    private static boolean isEstablished(CustomResourceDefinition crd) {
        return crd != null
                && crd.getStatus() != null
                && crd.getStatus().getConditions() != null
                && crd.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }
}
