package dev.weir.gateway.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.weir.controller.decision.MetricSample;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MetricQuestionTest {

    private static final MetricQuestion QUESTION =
            new MetricQuestion("shop", "s0-prometheus", Map.of("scaledobject.keda.sh/name", "orders"), true, 6_000);

    @Test
    void isAskedAsTheHpaControllerAsks() {
        assertEquals(
                "/apis/external.metrics.k8s.io/v1beta1/namespaces/shop/s0-prometheus"
                        + "?labelSelector=scaledobject.keda.sh%2Fname%3Dorders",
                QUESTION.uri());
    }

    @ParameterizedTest
    @CsvSource({"42, 42000", "1500m, 1500", "0, 0", "2k, 2000000", "1e3, 1000000", "100u, 1", "-3, -3000"})
    void readsQuantitiesInThousandthsRoundedUp(String quantity, long milli) {
        assertEquals(MetricSample.perPod("s0-prometheus", 6_000, milli), QUESTION.read(list(quantity)));
    }

    @Test
    void addsUpTheItemsOfAMetric() {
        assertEquals(MetricSample.perPod("s0-prometheus", 6_000, 3_500), QUESTION.read(list("3", "500m")));
    }

    @Test
    void hasNoValueWithoutItems() {
        assertInstanceOf(MetricSample.Missing.class, QUESTION.read(list()));
    }

    @Test
    void comesFromTheExternalMetricsOfAnHpa() {
        HorizontalPodAutoscaler hpa = Serialization.unmarshal("""
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: keda-hpa-orders, namespace: shop}
                spec:
                  maxReplicas: 5
                  metrics:
                  - type: External
                    external:
                      metric:
                        name: s0-prometheus
                        selector: {matchLabels: {scaledobject.keda.sh/name: orders}}
                      target: {type: AverageValue, averageValue: "6"}
                  - type: Resource
                    resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}
                  - type: External
                    external:
                      metric:
                        name: s1-metric-api
                        selector: {matchLabels: {scaledobject.keda.sh/name: orders}}
                      target: {type: Value, value: 1500m}
                """, HorizontalPodAutoscaler.class);
        assertEquals(
                List.of(QUESTION, new MetricQuestion("shop", "s1-metric-api", QUESTION.labels(), false, 1_500)),
                MetricQuestion.of(hpa));
    }

    private static JsonObject list(String... values) {
        JsonArray items = new JsonArray();
        for (String value : values) {
            items.add(new JsonObject().put("metricName", "s0-prometheus").put("value", value));
        }
        return new JsonObject().put("kind", "ExternalMetricValueList").put("items", items);
    }
}
