package dev.weir.controller.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class RoundTripTest {

    /** Its schema is Kubernetes' own, with some hundred kinds of volumes: the manifest uses a choice. */
    private static final Set<String> NOT_OURS = Set.of(".spec.jobTargetRef.template", ".spec.jobTargetRef.scheduling");

    @ParameterizedTest
    @EnumSource
    void everyFieldIsReadAndWrittenUnchanged(EveryField kind) {
        JsonNode manifest = kind.manifest();

        assertEquals(manifest, throughOurClasses(kind, manifest));
    }

    @ParameterizedTest
    @EnumSource
    void fieldsOfNewerSchemasAreKept(EveryField kind) {
        ObjectNode manifest = (ObjectNode) kind.manifest();
        ((ObjectNode) manifest.get("spec"))
                .putObject("later")
                .put("a", 1)
                .putArray("b")
                .add("c");

        assertEquals(manifest, throughOurClasses(kind, manifest));
    }

    @Test
    void valuesOfNewerSchemasAreKept() {
        ObjectNode manifest = (ObjectNode) EveryField.SCALED_OBJECT.manifest();
        ((ObjectNode) manifest.get("spec").get("fallback")).put("behavior", "somethingLater");

        assertEquals(manifest, throughOurClasses(EveryField.SCALED_OBJECT, manifest));
    }

    @Test
    void metricTypeOfAScaledJobTriggerIsReadWhereAnOldSchemaLetItIn() {
        ObjectNode manifest = (ObjectNode) EveryField.SCALED_JOB.manifest();
        ((ObjectNode) manifest.get("spec").get("triggers").get(0)).put("metricType", "Value");

        assertEquals(manifest, throughOurClasses(EveryField.SCALED_JOB, manifest));
    }

    @Test
    void whatIsAbsentStaysAbsent() {
        String yaml = """
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: small}
                spec: {scaleTargetRef: {name: app}, triggers: [{type: cron, metadata: {}}]}
                """;
        ScaledObject object = Serialization.unmarshal(yaml, ScaledObject.class);

        assertNull(object.getStatus());
        assertNull(object.getSpec().getMinReplicaCount());
        assertNull(object.getSpec().getFallback());
        assertEquals(Serialization.unmarshal(yaml, JsonNode.class), tree(object));
    }

    @Test
    void anObjectWithoutSpecIsRead() {
        ScaledJob job =
                Serialization.unmarshal("{\"kind\":\"ScaledJob\",\"metadata\":{\"name\":\"x\"}}", ScaledJob.class);

        assertNull(job.getSpec());
        assertNull(job.getStatus());
    }

    /** Otherwise the manifests would not be what they are called, and the tests above would show less than they say. */
    @ParameterizedTest
    @EnumSource
    void manifestsUseEveryFieldOfTheSchema(EveryField kind) throws Exception {
        CustomResourceDefinition crd =
                Serialization.unmarshal(Crds.checkedIn().get(kind.crdFile()), CustomResourceDefinition.class);
        List<String> unused = new ArrayList<>();
        JSONSchemaProps root = crd.getSpec().getVersions().get(0).getSchema().getOpenAPIV3Schema();
        unused("", root, List.of(kind.manifest()), unused);

        assertTrue(unused.isEmpty(), () -> "not used: " + unused);
    }

    /** Adds the paths that occur in none of the values to which the schema applies. */
    private static void unused(String path, JSONSchemaProps schema, List<JsonNode> values, List<String> unused) {
        if (schema == null || NOT_OURS.contains(path)) {
            return;
        }
        if (values.isEmpty()) {
            unused.add(path);
            return;
        }
        if (schema.getItems() != null) {
            unused(path + "[]", schema.getItems().getSchema(), children(values), unused);
        } else if (schema.getAdditionalProperties() != null) {
            unused(path + "{}", schema.getAdditionalProperties().getSchema(), children(values), unused);
        } else if (schema.getProperties() != null) {
            for (Map.Entry<String, JSONSchemaProps> property :
                    schema.getProperties().entrySet()) {
                List<JsonNode> present = values.stream()
                        .map(value -> value.get(property.getKey()))
                        .filter(value -> value != null)
                        .toList();
                unused(path + "." + property.getKey(), property.getValue(), present, unused);
            }
        }
    }

    private static List<JsonNode> children(List<JsonNode> values) {
        return values.stream().flatMap(value -> value.valueStream()).toList();
    }

    private static JsonNode throughOurClasses(EveryField kind, JsonNode manifest) {
        return tree(Serialization.unmarshal(manifest.toString(), kind.type()));
    }

    private static JsonNode tree(Object resource) {
        return Serialization.unmarshal(Serialization.asJson(resource), JsonNode.class);
    }
}
