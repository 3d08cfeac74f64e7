package dev.weir.controller.controlplane;

import dev.weir.controller.metricsplane.ObjectPlan;
import dev.weir.controller.metricsplane.ObjectPlan.PlannedTrigger;
import dev.weir.controller.metricsplane.ObjectState;
import dev.weir.controller.metricsplane.ObjectState.TriggerState;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.MetricType;
import dev.weir.scalers.spi.Quantity;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricTarget;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The external metrics that an HPA is to have. Those that only an upstream can name are not known when Weir starts, and not as
 * long as that one is away; until then the HPA keeps what it has of such a trigger, so that a restart moves no replica.
 */
final class HpaMetrics {

    private static final String EXTERNAL = "External";

    private final ObjectPlan plan;
    private final @Nullable HorizontalPodAutoscaler found;

    /** @param found the HPA as it is; null if there is none */
    HpaMetrics(ObjectPlan plan, @Nullable HorizontalPodAutoscaler found) {
        this.plan = plan;
        this.found = found;
    }

    /** What the HPA is told of. */
    List<MetricSpec> served() {
        return plan.modifiers() == null ? measured() : plan.served();
    }

    /** Those of the triggers, whether or not a formula takes their place. */
    List<MetricSpec> measured() {
        return plan.triggers().stream()
                .flatMap(planned -> isUnnamed(planned) ? kept(planned) : planned.trigger().metrics().stream())
                .toList();
    }

    /**
     * Whether a trigger has not been asked yet which metrics it has; who does has the object looked at again.
     *
     * @param state what is known of the object; null if nothing is
     */
    boolean awaited(@Nullable ObjectState state) {
        List<TriggerState> known = state == null ? List.of() : state.triggers();
        return plan.triggers().stream()
                .filter(HpaMetrics::isUnnamed)
                .anyMatch(planned -> known.stream()
                        .noneMatch(trigger -> trigger.index() == planned.spec().index() && trigger.answered()));
    }

    private static boolean isUnnamed(PlannedTrigger planned) {
        return planned.trigger().metrics().isEmpty();
    }

    private Stream<MetricSpec> kept(PlannedTrigger planned) {
        String prefix = "s" + planned.spec().index() + "-";
        return Stream.ofNullable(found)
                .flatMap(hpa -> hpa.getSpec().getMetrics().stream())
                .filter(metric -> EXTERNAL.equals(metric.getType()) && metric.getExternal() != null)
                .filter(metric -> metric.getExternal().getMetric().getName().startsWith(prefix))
                .map(metric -> spec(
                        metric.getExternal().getMetric().getName(),
                        metric.getExternal().getTarget()));
    }

    private static MetricSpec spec(String name, MetricTarget target) {
        boolean value = MetricType.Value.name().equals(target.getType());
        return new MetricSpec(
                name,
                value ? MetricType.Value : MetricType.AverageValue,
                new Quantity(Objects.toString(value ? target.getValue() : target.getAverageValue(), "0")));
    }
}
