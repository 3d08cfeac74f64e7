package dev.weir.controller.desired;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.testing.Cases;
import dev.weir.controller.testing.Cases.Fields;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.MetricType;
import dev.weir.scalers.spi.Quantity;
import io.fabric8.kubernetes.api.model.autoscaling.v2.CrossVersionObjectReference;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each key of {@code then} is a path in the HPA, whose value must be exactly this; null means absent. */
final class DesiredHpaTest {

    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
    private static final CrossVersionObjectReference TARGET =
            new CrossVersionObjectReference("apps/v1", "Deployment", "app");

    @TestFactory
    Stream<DynamicTest> followsTheManifest() {
        return Stream.of(
                        "names",
                        "labels",
                        "excluded-labels",
                        "annotations",
                        "owner",
                        "target",
                        "bounds",
                        "metrics",
                        "behavior",
                        "resources",
                        "paused-directions")
                .flatMap(rule -> Cases.in("desired/" + rule + ".yaml", DesiredHpaTest::check));
    }

    private static void check(Fields row) {
        Fields given = row.map("given");
        ScaledObject object = SERIALIZATION.convertValue(given.any("object"), ScaledObject.class);
        object.getMetadata().setNamespace("shop");
        String before = SERIALIZATION.asJson(object);
        CrossVersionObjectReference target = given.has("target")
                ? SERIALIZATION.convertValue(given.any("target"), CrossVersionObjectReference.class)
                : TARGET;

        Map<?, ?> hpa = SERIALIZATION.convertValue(
                DesiredHpa.of(
                        object,
                        target,
                        metrics(given.maps("metrics")),
                        resources(given.maps("resources")),
                        given.text("version", "1.2.3")),
                Map.class);

        ((Map<?, ?>) row.any("then"))
                .forEach((path, expected) -> assertEquals(expected, at(hpa, (String) path), (String) path));
        assertEquals(
                before, SERIALIZATION.asJson(object), "the manifest belongs to the watch and is not to be changed");
        given.assertAllRead();
    }

    private static List<MetricSpec> metrics(List<Fields> given) {
        return given.stream()
                .map(metric -> new MetricSpec(
                        metric.text("name"),
                        MetricType.valueOf(metric.text("type", "AverageValue")),
                        new Quantity(metric.text("target"))))
                .toList();
    }

    private static List<ResourceMetric> resources(List<Fields> given) {
        return given.stream()
                .map(metric -> new ResourceMetric(
                        metric.text("name"),
                        metric.text("container"),
                        MetricType.valueOf(metric.text("type", "Utilization")),
                        new Quantity(metric.text("target"))))
                .toList();
    }

    private static @Nullable Object at(@Nullable Object tree, String path) {
        Object found = tree;
        for (String step : path.split("/")) {
            found = found instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return found;
    }
}
