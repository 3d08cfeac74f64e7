package dev.weir.controller.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The checked-in CRDs say what KEDA's say; the tables are in {@code src/test/resources/crds}. */
class SchemaTest {

    /** By file name. */
    private static final Map<String, CustomResourceDefinition> CRDS = new HashMap<>();

    @BeforeAll
    static void read() throws IOException {
        Crds.checkedIn()
                .forEach((file, yaml) -> CRDS.put(file, Serialization.unmarshal(yaml, CustomResourceDefinition.class)));
    }

    @ParameterizedTest
    @CsvSource({
        "scaledobjects,                 ScaledObject,                 Namespaced, so",
        "scaledjobs,                    ScaledJob,                    Namespaced, sj",
        "triggerauthentications,        TriggerAuthentication,        Namespaced, ta triggerauth",
        "clustertriggerauthentications, ClusterTriggerAuthentication, Cluster,    cta clustertriggerauth",
        "cloudeventsources,             CloudEventSource,             Namespaced,",
        "clustercloudeventsources,      ClusterCloudEventSource,      Cluster,"
    })
    void resourcesAreCalledAsInKeda(String plural, String kind, String scope, String shortNames) {
        CustomResourceDefinition crd = crd(plural);

        String group = group(plural);
        assertEquals(plural + "." + group, crd.getMetadata().getName());
        assertEquals(group, crd.getSpec().getGroup());
        assertEquals(kind, crd.getSpec().getNames().getKind());
        assertEquals(plural, crd.getSpec().getNames().getPlural());
        assertEquals(scope, crd.getSpec().getScope());
        assertEquals(
                shortNames == null ? List.of() : List.of(shortNames.split(" ")),
                crd.getSpec().getNames().getShortNames());
    }

    @ParameterizedTest
    @CsvSource({
        "scaledobjects",
        "scaledjobs",
        "triggerauthentications",
        "clustertriggerauthentications",
        "cloudeventsources",
        "clustercloudeventsources"
    })
    void oneVersionIsServedAndStoredWithStatusAndWithoutScale(String plural) {
        assertEquals(1, crd(plural).getSpec().getVersions().size());
        CustomResourceDefinitionVersion version = version(plural);

        assertEquals("v1alpha1", version.getName());
        assertTrue(version.getServed());
        assertTrue(version.getStorage());
        assertNotNull(version.getSubresources().getStatus());
        assertEquals(null, version.getSubresources().getScale());
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/crds/columns.csv", numLinesToSkip = 1, delimiter = '|')
    void columnsAreThoseOfKeda(String plural, int position, String name, String path, String type, int priority) {
        var column = version(plural).getAdditionalPrinterColumns().get(position);

        assertEquals(name, column.getName());
        assertEquals(path, column.getJsonPath());
        assertEquals(type, column.getType());
        assertEquals(priority, column.getPriority() == null ? 0 : column.getPriority());
    }

    @ParameterizedTest
    @CsvSource({
        "scaledobjects,11",
        "scaledjobs,8",
        "triggerauthentications,6",
        "clustertriggerauthentications,7",
        "cloudeventsources,1",
        "clustercloudeventsources,1"
    })
    void thereAreNoOtherColumns(String plural, int count) {
        assertEquals(count, version(plural).getAdditionalPrinterColumns().size());
    }

    /** Columns of the table: what is empty must be absent from the schema. */
    @ParameterizedTest
    @CsvFileSource(resources = "/crds/fields.csv", numLinesToSkip = 1, delimiter = '|')
    void fieldsHaveTheirRules(
            String plural, String path, String type, Double minimum, Double maximum, String values, String preset) {
        JSONSchemaProps field = at(plural, path);

        assertEquals(type, field.getType(), "type");
        assertEquals(minimum, least(field), "minimum, minItems or minLength");
        assertEquals(maximum, field.getMaximum(), "maximum");
        assertEquals(values == null ? List.of() : List.of(values.split(" ")), texts(field.getEnum()), "enum");
        assertEquals(
                preset, field.getDefault() == null ? null : field.getDefault().asString(), "default");
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/crds/required.csv", numLinesToSkip = 1, delimiter = '|')
    void objectsRequireExactlyTheirRequiredFields(String plural, String path, String required) {
        assertEquals(
                required == null ? new TreeSet<>() : new TreeSet<>(List.of(required.split(" "))),
                new TreeSet<>(at(plural, path == null ? "" : path).getRequired()));
    }

    @Test
    void theMinimumMayNotExceedTheMaximum() {
        var rules = at("scaledobjects", "spec").getXKubernetesValidations();

        assertEquals(1, rules.size());
        assertEquals(
                "!has(self.minReplicaCount) || self.minReplicaCount <= (has(self.maxReplicaCount) ? self.maxReplicaCount : 100)",
                rules.get(0).getRule());
    }

    @ParameterizedTest
    @CsvSource({"scaleUp", "scaleDown"})
    void toleranceIsAQuantity(String direction) {
        JSONSchemaProps tolerance =
                at("scaledobjects", "spec.advanced.horizontalPodAutoscalerConfig.behavior." + direction + ".tolerance");

        assertTrue(tolerance.getXKubernetesIntOrString());
        for (String good : List.of("0", "0.1", "50m", "1e3", "2Ki", "+.5")) {
            assertTrue(good.matches(tolerance.getPattern()), good);
        }
        for (String bad : List.of("", "a", "1 m", "0.1%", "1x")) {
            assertFalse(bad.matches(tolerance.getPattern()), bad);
        }
    }

    @Test
    void podTemplateMetadataIsKeptWhateverItHolds() {
        assertTrue(at("scaledjobs", "spec.jobTargetRef.template.metadata").getXKubernetesPreserveUnknownFields());
    }

    @ParameterizedTest
    @CsvSource({"containers", "initContainers", "ephemeralContainers"})
    void portsAreToldApartByNumberAndProtocol(String containers) {
        JSONSchemaProps ports = at("scaledjobs", "spec.jobTargetRef.template.spec." + containers + "[].ports");

        assertEquals("map", ports.getXKubernetesListType());
        assertEquals(List.of("containerPort", "protocol"), ports.getXKubernetesListMapKeys());
        assertTrue(ports.getItems().getSchema().getRequired().contains("protocol"));
    }

    @Test
    void triggersOfScaledJobsHaveNoMetricType() {
        assertTrue(at("scaledobjects", "spec.triggers[]").getProperties().containsKey("metricType"));
        assertFalse(at("scaledjobs", "spec.triggers[]").getProperties().containsKey("metricType"));
    }

    @Test
    void triggerMetadataIsAMapOfStrings() {
        for (String plural : List.of("scaledobjects", "scaledjobs")) {
            var values = at(plural, "spec.triggers[].metadata").getAdditionalProperties();
            assertEquals("string", values.getSchema().getType());
        }
    }

    @Test
    void timesHaveTheFormatOfTimes() {
        assertEquals("date-time", at("scaledobjects", "status.lastActiveTime").getFormat());
        assertEquals("date-time", at("scaledjobs", "status.lastActiveTime").getFormat());
    }

    @Test
    void bothKindsOfAuthenticationHaveTheSameSchema() {
        assertEquals(at("triggerauthentications", "spec"), at("clustertriggerauthentications", "spec"));
        assertEquals(at("triggerauthentications", "status"), at("clustertriggerauthentications", "status"));
    }

    @Test
    void bothKindsOfEventSourceHaveTheSameSchema() {
        assertEquals(at("cloudeventsources", "spec"), at("clustercloudeventsources", "spec"));
        assertEquals(at("cloudeventsources", "status"), at("clustercloudeventsources", "status"));
    }

    @ParameterizedTest
    @CsvSource({"includedEventTypes", "excludedEventTypes"})
    void subscriptionsKnowAllTypes(String list) {
        List<String> types = texts(
                at("cloudeventsources", "spec.eventSubscription." + list + "[]").getEnum());

        assertEquals(19, types.size());
        assertEquals(CloudEventType.all(), types);
    }

    private static String group(String plural) {
        return plural.endsWith("cloudeventsources") ? "eventing.keda.sh" : "keda.sh";
    }

    private static CustomResourceDefinition crd(String plural) {
        return CRDS.get(group(plural) + "_" + plural + ".yaml");
    }

    private static CustomResourceDefinitionVersion version(String plural) {
        return crd(plural).getSpec().getVersions().get(0);
    }

    /** The schema at a path such as {@code spec.triggers[].type}, {@code {}} for a map; {@code ""} is the whole object. */
    private static JSONSchemaProps at(String plural, String path) {
        JSONSchemaProps schema = version(plural).getSchema().getOpenAPIV3Schema();
        if (path.isEmpty()) {
            return schema;
        }
        for (String step : path.split("\\.")) {
            String name = step.replaceAll("(\\[]|\\{})$", "");
            JSONSchemaProps property = schema.getProperties().get(name);
            assertNotNull(property, plural + " has no " + path);
            schema = step.endsWith("[]")
                    ? property.getItems().getSchema()
                    : step.endsWith("{}") ? property.getAdditionalProperties().getSchema() : property;
        }
        return schema;
    }

    private static Double least(JSONSchemaProps field) {
        if (field.getMinimum() != null) {
            return field.getMinimum();
        }
        Long count = field.getMinItems() != null ? field.getMinItems() : field.getMinLength();
        return count == null ? null : count.doubleValue();
    }

    private static List<String> texts(List<JsonNode> values) {
        return values.stream()
                .map(value -> value.asString().isEmpty() ? "(empty)" : value.asString())
                .toList();
    }
}
