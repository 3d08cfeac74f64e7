package dev.weir.controller.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is said of objects together, and of what they refer to. */
final class ManifestCheckTest {

    private static final String RABBIT = """
            apiVersion: keda.sh/v1alpha1
            kind: ScaledObject
            metadata: {name: a, namespace: shop}
            spec:
              scaleTargetRef: {name: a}
              triggers:
              - type: rabbitmq
                metadata: {queueName: orders, mode: QueueLength, value: "5"}
                authenticationRef: {name: login}
            """;
    private static final String LOGIN = """
            apiVersion: keda.sh/v1alpha1
            kind: TriggerAuthentication
            metadata: {name: login, namespace: shop}
            spec: {secretTargetRef: [{parameter: host, name: broker, key: uri}]}
            """;
    private static final String BROKER = """
            apiVersion: v1
            kind: Secret
            metadata: {name: broker, namespace: shop}
            stringData: {uri: "http://user:marked-secret@broker:15672/"}
            """;
    private static final String CRON = """
            apiVersion: keda.sh/v1alpha1
            kind: ScaledObject
            metadata: {name: NAME, namespace: shop}
            spec:
              scaleTargetRef: {name: TARGET}
              triggers:
              - type: cron
                metadata: {timezone: UTC, start: 0 6 * * *, end: 0 8 * * *, desiredReplicas: "2"}
            """;
    private static final String CPU = """
            apiVersion: keda.sh/v1alpha1
            kind: ScaledObject
            metadata: {name: c, namespace: shop}
            spec:
              scaleTargetRef: {name: web}
              minReplicaCount: MIN
              triggers:
              - type: cpu
                metricType: Utilization
                metadata: {value: "80"}
            """;
    private static final String WEB = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: shop}
            spec: {template: {spec: {containers: [{name: main, resources: RESOURCES}]}}}
            """;

    private static Checking checking;

    @BeforeAll
    static void open() {
        checking = new Checking();
    }

    @AfterAll
    static void close() throws Exception {
        checking.close();
    }

    @Test
    void takesReferencesFromOtherFiles() {
        List<CheckedObject> objects = checking.objects(RABBIT, LOGIN, BROKER);
        assertEquals(2, objects.size());
        assertEquals(List.of(), objects.get(0).findings());
        CheckedTrigger trigger = objects.get(0).triggers().get(0);
        assertEquals(
                "s0-rabbitmq-orders AverageValue 5",
                trigger.metricName() + " " + trigger.metricType() + " " + trigger.target());
        assertNotNull(trigger.sourceKey());
    }

    @Test
    void saysWhichReferenceItCouldNotSee() {
        assertEquals(
                List.of("9 warning spec.triggers[0].authenticationRef: TriggerAuthentication shop/login is not in these"
                        + " files, so what it gives is not known"),
                checking.lines(RABBIT));
        assertEquals(
                List.of(
                        "9 warning spec.triggers[0].authenticationRef: Secret shop/broker is not in these files, so what"
                                + " it gives is not known"),
                checking.lines(RABBIT, LOGIN));
    }

    @Test
    void aTriggerWhoseCredentialsAreElsewhereIsPlannedAllTheSame() {
        CheckedTrigger trigger = checking.objects(RABBIT).get(0).triggers().get(0);
        assertEquals("s0-rabbitmq-orders", trigger.metricName());
        assertNull(trigger.sourceKey());
    }

    @Test
    void whatIsWrongWhateverTheReferenceSaysIsSaid() {
        List<String> lines = checking.lines(RABBIT.replace("queueName: orders, ", ""));
        assertTrue(
                lines.contains(
                        "8 error spec.triggers[0].metadata.queueName: is missing; give text in metadata.queueName"),
                lines::toString);
        assertEquals(2, lines.size());
    }

    @Test
    void aKeyThatIsNotInASecretThatIsThereIsSaid() {
        List<String> lines = checking.lines(RABBIT, LOGIN, BROKER.replace("uri:", "url:"));
        assertTrue(
                lines.get(0).contains("Secret shop/broker has no key uri")
                        || lines.get(1).contains("Secret shop/broker has no key uri"),
                lines::toString);
        assertTrue(lines.stream().anyMatch(line -> line.contains("metadata.host: is missing")), lines::toString);
    }

    @Test
    void theEnvironmentIsThatOfTheTargetInTheFiles() {
        String object = RABBIT.replace("value: \"5\"", "value: \"5\", hostFromEnv: BROKER")
                .replace("    authenticationRef: {name: login}\n", "");
        assertEquals(
                List.of("8 warning spec.triggers[0].metadata: Deployment shop/a is not in these files, so what it gives"
                        + " is not known"),
                checking.lines(object));
        String target = """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: a, namespace: shop}
                spec: {template: {spec: {containers: [{name: m, env: [{name: BROKER, value: "http://b/"}]}]}}}
                """;
        assertEquals(List.of(), checking.lines(object, target));
        assertEquals(
                List.of("8 error spec.triggers[0].metadata.hostFromEnv: is missing; give text in metadata.host or a"
                        + " TriggerAuthentication or an environment variable named by metadata.hostFromEnv"),
                checking.lines(object, target.replace("name: BROKER", "name: OTHER")));
    }

    @Test
    void twoObjectsOnOneTargetAreOneTooMany() {
        assertEquals(
                List.of("5 error spec.scaleTargetRef.name: Deployment t is scaled by ScaledObject shop/a in f0.yaml:1"
                        + " already"),
                checking.lines(cron("a", "t"), cron("b", "t")));
        assertEquals(
                List.of(),
                checking.lines(cron("a", "t"), cron("b", "t").replace("namespace: shop", "namespace: other")));
    }

    @Test
    void twoObjectsWithOneHpaAreOneTooMany() {
        String named = "  advanced: {horizontalPodAutoscalerConfig: {name: one}}\n  triggers:";
        assertEquals(
                List.of("6 error spec.advanced.horizontalPodAutoscalerConfig.name: the HPA's name \"one\" is that of"
                        + " ScaledObject shop/a in f0.yaml:1 already"),
                checking.lines(
                        cron("a", "t").replace("  triggers:", named),
                        cron("b", "u").replace("  triggers:", named)));
    }

    @Test
    void twoObjectsOfOneNameAreOneTooMany() {
        assertEquals(
                List.of(
                        "3 error metadata.name: ScaledObject shop/a is in f0.yaml:1 already; only one of the two can be"),
                checking.lines(cron("a", "t"), cron("a", "u")));
    }

    @Test
    void cpuNeedsARequestOfTheTarget() {
        String object = CPU.replace("MIN", "1");
        assertEquals(
                List.of("8 error spec.triggers[0]: the target's container \"main\" has no request and no limit of cpu,"
                        + " and no LimitRange gives it one"),
                checking.lines(object, WEB.replace("RESOURCES", "{requests: {memory: 1Gi}}")));
        assertEquals(List.of(), checking.lines(object, WEB.replace("RESOURCES", "{limits: {cpu: 1}}")));
        assertEquals(List.of(), checking.lines(object, WEB.replace("RESOURCES", "{}"), """
                apiVersion: v1
                kind: LimitRange
                metadata: {name: l, namespace: shop}
                spec: {limits: [{type: Container, defaultRequest: {cpu: 100m}}]}
                """));
        assertEquals(
                List.of("5 warning spec.scaleTargetRef.name: Deployment shop/web is not in these files, so what its"
                        + " containers request is not known"),
                checking.lines(object));
    }

    @Test
    void cpuAloneCannotBeginAtZero() {
        assertEquals(
                List.of("6 error spec.minReplicaCount: is 0, but must be 1 or more: all triggers are cpu or memory,"
                        + " which say nothing at zero"),
                checking.lines(CPU.replace("MIN", "0"), WEB.replace("RESOURCES", "{limits: {cpu: 1}}")));
    }

    /** Which metrics there are only its server knows. */
    @Test
    void aTriggerWhoseUpstreamNamesItsMetricsHasAQuestionAllTheSame() {
        CheckedObject object = checking.objects("""
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: orders, namespace: shop}
                spec:
                  scaleTargetRef: {name: web}
                  triggers:
                  - {type: external, metadata: {scalerAddress: "scaler:6000", any: thing}}
                """).get(0);
        assertEquals(List.of(), object.findings());
        CheckedTrigger trigger = object.triggers().get(0);
        assertNull(trigger.metricName());
        assertNotNull(trigger.sourceKey());
    }

    @Test
    void whatHasNoEffectIsSaid() {
        assertEquals(
                List.of(
                        "6 warning spec.cooldownPeriod: of 9 s has no effect: minReplicaCount is 1, so nothing is scaled"
                                + " to zero or from it"),
                checking.lines(cron("a", "t")
                        .replace("  triggers:", "  cooldownPeriod: 9\n  minReplicaCount: 1\n  triggers:")));
    }

    @Test
    void typesThatWeirDoesNotKnowAreUnsupportedAndNotWrong() {
        assertEquals(
                List.of(
                        "7 unsupported spec.triggers[0].type: trigger type \"splunk\" exists in KEDA but is not supported"
                                + " by Weir yet"),
                checking.lines(cron("a", "t").replace("type: cron", "type: splunk")));
        assertEquals(
                List.of("7 error spec.triggers[0].type: there is no trigger type \"kafkaa\"; did you mean \"kafka\"?"),
                checking.lines(cron("a", "t").replace("type: cron", "type: kafkaa")));
    }

    @Test
    void misspeltParametersAndFieldsAreSuggested() {
        assertEquals(
                List.of(
                        "8 error spec.triggers[0].metadata.timezone: is missing; give text in metadata.timezone",
                        "8 warning spec.triggers[0].metadata.timezon: unknown parameter; did you mean \"timezone\"?"),
                checking.lines(cron("a", "t").replace("timezone", "timezon")));
        assertEquals(
                List.of(
                                "6 error spec.trigger: unknown field; did you mean \"triggers\"?",
                                "4 error spec.triggers: is missing")
                        .stream()
                        .sorted()
                        .toList(),
                checking.lines(cron("a", "t").replace("triggers:", "trigger:")).stream()
                        .sorted()
                        .toList());
    }

    @Test
    void itemsOfAListHaveTheirOwnLines() {
        List<String> lines = checking.lines("""
                apiVersion: v1
                kind: List
                items:
                - apiVersion: keda.sh/v1alpha1
                  kind: ScaledObject
                  metadata: {name: a}
                  spec: {scaleTargetRef: {name: t}, triggers: []}
                - apiVersion: keda.sh/v1alpha1
                  kind: TriggerAuthentication
                  metadata: {name: b}
                  spec:
                    secretTargetRef: 7
                """);
        assertEquals(List.of("12 error spec.secretTargetRef: is 7, but must be a list"), lines.subList(1, 2));
        assertTrue(lines.get(0).startsWith("7 error spec.triggers: "), lines::toString);
    }

    @Test
    void sayNothingOfASecret() {
        String marked = "c2VjcmV0LW1hcms=";
        String secret = BROKER.replace(
                "stringData: {uri: \"http://user:marked-secret@broker:15672/\"}", "data: {uri: " + marked + "}");
        for (String broken : List.of(
                secret,
                BROKER.replace("http://user", "ht!tp://user"),
                secret + "  x: *marked-secret\n",
                secret + "\t@marked-secret: [\n",
                secret.replace("data:", "data: &marked-secret") + "&marked-secret",
                secret.replace(marked, "!marked-secret " + marked),
                secret.replace(marked, "secret-mark!"),
                secret.replace("data: {uri: " + marked + "}", "data: [" + marked + ", marked-secret]"))) {
            String said = checking.objects(RABBIT, LOGIN, broken).toString();
            for (String mark : List.of("marked-secret", "secret-mark", marked, "c2VjcmV0", "bWFya2Vk")) {
                assertTrue(!said.contains(mark), said);
            }
        }
    }

    private static String cron(String name, String target) {
        return CRON.replace("NAME", name).replace("TARGET", target);
    }
}
