package dev.weir.controller.explain;

import dev.weir.cache.board.Published;
import dev.weir.controller.decision.MetricSample;
import dev.weir.controller.desired.Modifiers;
import dev.weir.controller.metricsplane.ObjectPlan;
import dev.weir.controller.metricsplane.ObjectState;
import dev.weir.controller.metricsplane.ObjectState.MetricState;
import dev.weir.scalers.spi.MetricType;
import dev.weir.scalers.spi.Quantity;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricStatus;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricTarget;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricValueStatus;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an HPA would get if it looked now: External metrics as Weir serves them, cpu and memory as it last measured them
 * itself.
 */
final class HpaSamples {

    /**
     * One metric of the HPA.
     *
     * @param name as readers ask for it, or the resource
     */
    record Asked(String name, boolean external, MetricType type, double target, MetricSample sample) {

        /** The same with another value. */
        Asked with(double value) {
            return new Asked(name, external, type, target, MetricSample.external(name, type, target, value));
        }
    }

    private final HorizontalPodAutoscaler hpa;
    private final ObjectState state;
    private final ObjectMetrics metrics;
    private final int replicas;

    /** @param replicas that cpu and memory were measured over */
    private HpaSamples(HorizontalPodAutoscaler hpa, ObjectState state, ObjectMetrics metrics, int replicas) {
        this.hpa = hpa;
        this.state = state;
        this.metrics = metrics;
        this.replicas = replicas;
    }

    static List<Asked> of(HorizontalPodAutoscaler hpa, ObjectPlan plan, ObjectState state, Parts parts, int replicas) {
        HpaSamples samples = new HpaSamples(hpa, state, new ObjectMetrics(plan, parts), replicas);
        return hpa.getSpec().getMetrics().stream()
                .map(samples::sample)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Null for a kind of metric that Weir gives no HPA. */
    private @Nullable Asked sample(MetricSpec spec) {
        if (spec.getExternal() != null) {
            return external(
                    spec.getExternal().getMetric().getName(), spec.getExternal().getTarget());
        }
        if (spec.getResource() != null) {
            String name = spec.getResource().getName();
            return resource(name, spec.getResource().getTarget(), current(name, null));
        }
        if (spec.getContainerResource() != null) {
            String name = spec.getContainerResource().getName();
            String container = spec.getContainerResource().getContainer();
            return resource(
                    name + " of container " + container,
                    spec.getContainerResource().getTarget(),
                    current(name, container));
        }
        return null;
    }

    private Asked external(String name, MetricTarget target) {
        boolean perPod = target.getAverageValue() != null;
        MetricType type = perPod ? MetricType.AverageValue : MetricType.Value;
        double wanted = number(perPod ? target.getAverageValue() : target.getValue());
        Published now = metrics.published(name);
        MetricSample sample = now instanceof Published.Metric metric
                ? MetricSample.external(name, type, wanted, served(name, metric.value()))
                : new MetricSample.Missing(name, false, metrics.unavailable(name));
        return new Asked(name, true, type, wanted, sample);
    }

    /** As it is written on the wire. */
    private double served(String name, double value) {
        boolean truncated = name.equals(Modifiers.COMPOSITE)
                || state.triggers().stream()
                        .flatMap(trigger -> trigger.metrics().stream())
                        .filter(metric -> metric.spec().name().equals(name))
                        .anyMatch(MetricState::fallback);
        return (truncated ? Quantity.truncated(value) : Quantity.of(value)).value();
    }

    private Asked resource(String name, MetricTarget target, @Nullable MetricValueStatus current) {
        if (target.getAverageUtilization() != null) {
            int wanted = target.getAverageUtilization();
            Integer use = current == null ? null : current.getAverageUtilization();
            return new Asked(
                    name,
                    false,
                    MetricType.Utilization,
                    wanted,
                    use == null ? unmeasured(name) : new MetricSample.Utilization(name, wanted, use));
        }
        double wanted = number(target.getAverageValue());
        return new Asked(
                name,
                false,
                MetricType.AverageValue,
                wanted,
                current == null || current.getAverageValue() == null
                        ? unmeasured(name)
                        : MetricSample.external(
                                name, MetricType.AverageValue, wanted, number(current.getAverageValue()) * replicas));
    }

    private static MetricSample unmeasured(String name) {
        return new MetricSample.Missing(name, true, "the HPA has not measured it");
    }

    private @Nullable MetricValueStatus current(String resource, @Nullable String container) {
        List<MetricStatus> known = hpa.getStatus() == null || hpa.getStatus().getCurrentMetrics() == null
                ? List.of()
                : hpa.getStatus().getCurrentMetrics();
        Stream<MetricValueStatus> found = container == null
                ? known.stream()
                        .map(MetricStatus::getResource)
                        .filter(status -> status != null && resource.equals(status.getName()))
                        .map(status -> status.getCurrent())
                : known.stream()
                        .map(MetricStatus::getContainerResource)
                        .filter(status -> status != null
                                && resource.equals(status.getName())
                                && container.equals(status.getContainer()))
                        .map(status -> status.getCurrent());
        return found.filter(Objects::nonNull).findFirst().orElse(null);
    }

    private static double number(io.fabric8.kubernetes.api.model.Quantity quantity) {
        return quantity.getNumericalAmount().doubleValue();
    }
}
