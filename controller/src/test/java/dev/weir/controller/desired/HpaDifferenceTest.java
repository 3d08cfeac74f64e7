package dev.weir.controller.desired;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weir.controller.testing.Cases;
import dev.weir.controller.testing.Cases.Fields;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Each case changes an HPA that is wanted, the same as it was found, or both; {@code then} is the difference. */
final class HpaDifferenceTest {

    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    private static final String BASE = """
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata:
              name: keda-hpa-orders
              namespace: shop
              labels: {app.kubernetes.io/part-of: orders}
              annotations: {note: hello}
              ownerReferences:
                - {apiVersion: keda.sh/v1alpha1, kind: ScaledObject, name: orders, uid: 0f0e, controller: true}
            spec:
              scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: app}
              minReplicas: 1
              maxReplicas: 10
              metrics:
                - type: External
                  external:
                    metric: {name: s0-x, selector: {matchLabels: {scaledobject.keda.sh/name: orders}}}
                    target: {type: AverageValue, averageValue: "5"}
            """;

    @TestFactory
    Stream<DynamicTest> isNone() {
        return Cases.in(
                "desired/difference/none.yaml",
                row -> assertEquals(Optional.empty(), HpaDifference.between(hpa(row, "found"), hpa(row, "wanted"))));
    }

    @TestFactory
    Stream<DynamicTest> isFound() {
        return Cases.in(
                "desired/difference/some.yaml",
                row -> assertEquals(
                        Optional.of(row.text("then")), HpaDifference.between(hpa(row, "found"), hpa(row, "wanted"))));
    }

    private static HorizontalPodAutoscaler hpa(Fields row, String key) {
        Object base = new Load(LoadSettings.builder().build()).loadFromString(BASE);
        return SERIALIZATION.convertValue(merge(base, row.any(key)), HorizontalPodAutoscaler.class);
    }

    /** Maps are merged, everything else is replaced, null takes away. */
    private static @Nullable Object merge(@Nullable Object base, @Nullable Object change) {
        if (!(change instanceof Map<?, ?> changes)) {
            return change == null ? base : change;
        }
        Map<Object, Object> merged = new LinkedHashMap<>();
        if (base instanceof Map<?, ?> before) {
            merged.putAll(before);
        }
        changes.forEach((key, value) -> {
            if (value == null) {
                merged.remove(key);
            } else {
                merged.put(key, merge(merged.get(key), value));
            }
        });
        return merged;
    }
}
