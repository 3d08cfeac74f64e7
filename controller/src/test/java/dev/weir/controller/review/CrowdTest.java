package dev.weir.controller.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However many objects there are, one is compared with its rivals alone. */
@Timeout(300)
final class CrowdTest {

    private static final String OBJECTS = "/apis/keda.sh/v1alpha1/scaledobjects";
    private static final String HPAS = "/apis/autoscaling/v2/horizontalpodautoscalers";
    private static final int ROUNDS = 200;

    /** Counts are compared; the time is only told. */
    @ParameterizedTest
    @ValueSource(ints = {10, 60_000})
    void anObjectIsComparedWithItsRivalsAlone(int crowd) {
        try (Gate gate = new Gate()) {
            gate.cluster.holds(OBJECTS, list("keda.sh/v1alpha1", "ScaledObjectList", crowd, CrowdTest::object));
            gate.cluster.holds(HPAS, list("autoscaling/v2", "HorizontalPodAutoscalerList", crowd, CrowdTest::hpa));
            gate.start();

            double before = gate.count("weir.admission.compared");
            assertEquals("", gate.refusal(manifest("object-3", "app-3", "")));
            assertEquals(2, gate.count("weir.admission.compared") - before, "its HPA, and itself as who has that");

            before = gate.count("weir.admission.compared");
            assertEquals("", gate.refusal(manifest("new", "new", "")));
            assertEquals(0, gate.count("weir.admission.compared") - before);

            before = gate.count("weir.admission.compared");
            String refusal = gate.refusal(manifest("new", "app-7", "keda-hpa-object-5"));
            assertTrue(refusal.contains("managed by the ScaledObject 'object-7'"), refusal);
            assertTrue(refusal.contains("managed by the hpa 'keda-hpa-object-7'"), refusal);
            assertTrue(refusal.contains("managed by the ScaledObject 'object-5'"), refusal);
            assertEquals(3, gate.count("weir.admission.compared") - before);

            long start = System.nanoTime();
            for (int i = 0; i < ROUNDS; i++) {
                gate.refusal(manifest("new", "app-7", "keda-hpa-object-5"));
            }
            System.out.println("CrowdTest: " + crowd + " objects, " + (System.nanoTime() - start) / ROUNDS / 1000
                    + " us a review, from body to answer");
        }
    }

    @Test
    void oneTargetOfThousandsNamesTenOfThem() {
        try (Gate gate = new Gate()) {
            gate.cluster.holds(
                    OBJECTS,
                    list(
                            "keda.sh/v1alpha1",
                            "ScaledObjectList",
                            5_000,
                            i -> object(i).replace("app-" + i, "app")));
            gate.start();
            String refusal = gate.refusal(manifest("new", "app", ""));
            assertEquals(10, refusal.split("already managed", -1).length - 1, refusal);
            assertTrue(gate.count("weir.admission.compared") <= 11);
        }
    }

    private static String manifest(String name, String target, String hpa) {
        return """
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: %s, namespace: shop}
                spec:
                  scaleTargetRef: {name: %s}
                  advanced: {horizontalPodAutoscalerConfig: {name: "%s"}}
                  triggers: [{type: cron, metadata: {timezone: UTC, start: 0 6 * * *, end: 0 8 * * *, desiredReplicas: "2"}}]
                """.formatted(name, target, hpa);
    }

    private static String list(String apiVersion, String kind, int count, java.util.function.IntFunction<String> item) {
        return "{\"apiVersion\":\"" + apiVersion + "\",\"kind\":\"" + kind
                + "\",\"metadata\":{\"resourceVersion\":\"1\"},\"items\":["
                + IntStream.range(0, count).mapToObj(item).collect(Collectors.joining(","))
                + "]}";
    }

    private static String object(int i) {
        return ("{\"apiVersion\":\"keda.sh/v1alpha1\",\"kind\":\"ScaledObject\",\"metadata\":{\"name\":\"object-N\","
                        + "\"namespace\":\"shop\",\"uid\":\"o-N\",\"resourceVersion\":\"1\"},\"spec\":{\"scaleTargetRef\":"
                        + "{\"name\":\"app-N\"},\"triggers\":[{\"type\":\"cron\",\"metadata\":{\"timezone\":\"UTC\"}}]}}")
                .replace("N", Integer.toString(i));
    }

    private static String hpa(int i) {
        return ("{\"apiVersion\":\"autoscaling/v2\",\"kind\":\"HorizontalPodAutoscaler\",\"metadata\":{\"name\":"
                        + "\"keda-hpa-object-N\",\"namespace\":\"shop\",\"uid\":\"h-N\",\"resourceVersion\":\"1\","
                        + "\"ownerReferences\":[{\"apiVersion\":\"keda.sh/v1alpha1\",\"kind\":\"ScaledObject\",\"name\":"
                        + "\"object-N\",\"uid\":\"o-N\",\"controller\":true}]},\"spec\":{\"maxReplicas\":5,"
                        + "\"scaleTargetRef\":{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"name\":\"app-N\"}}}")
                .replace("N", Integer.toString(i));
    }
}
