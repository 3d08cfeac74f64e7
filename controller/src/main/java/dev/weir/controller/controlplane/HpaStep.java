package dev.weir.controller.controlplane;

import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.api.ScaledObjectStatus;
import dev.weir.controller.controlplane.TargetCheck.Target;
import dev.weir.controller.decision.Verdict;
import dev.weir.controller.desired.DesiredHpa;
import dev.weir.controller.desired.ResourceMetric;
import dev.weir.controller.metricsplane.ObjectPlan;
import dev.weir.controller.workload.ResourceTriggers;
import dev.weir.scalers.spi.MetricSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.CrossVersionObjectReference;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerCondition;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The HPA of one object: made right, and its health mirrored into the object's status. */
final class HpaStep {

    private static final String HPA_ACTIVE = "HPAActive";

    /** The HPA controller's own word. */
    private static final String RESTS = "ScalingDisabled";

    private final Cluster cluster;
    private final HpaWriter writer;

    HpaStep(Cluster cluster) {
        this.cluster = cluster;
        this.writer = new HpaWriter(cluster);
    }

    /**
     * @return whether the HPA is there; the watch tells of one that was created now, and who measures when a metric is known at
     *     all
     */
    boolean bring(ScaledObject object, Target target, ObjectPlan plan, Draft<ScaledObjectStatus> draft) {
        HpaMetrics known = new HpaMetrics(
                plan,
                writer.find(object.getMetadata().getNamespace(), DesiredHpa.name(object))
                        .orElse(null));
        List<MetricSpec> metrics = known.served();
        CrossVersionObjectReference reference = new CrossVersionObjectReference(
                target.kind().apiVersion(), target.kind().kind(), target.key().name());
        List<ResourceMetric> resources = plan.resources().stream()
                .map(ObjectPlan.PlannedResource::metric)
                .toList();
        if (metrics.isEmpty()
                && resources.isEmpty()
                && known.awaited(cluster.metrics().state(plan.key()).orElse(null))) {
            return false;
        }
        List<String> problems = problems(metrics, resources);
        if (!problems.isEmpty()) {
            throw new CheckFailedException(problems);
        }
        HorizontalPodAutoscaler desired =
                DesiredHpa.of(Arrival.foreseen(object), reference, metrics, resources, cluster.version());
        if (!writer.write(object, desired)) {
            return false;
        }
        draft.status().setHpaName(desired.getMetadata().getName());
        draft.status()
                .setExternalMetricNames(
                        known.measured().stream().map(MetricSpec::name).toList());
        List<String> names = ResourceTriggers.names(resources);
        draft.status().setResourceMetricNames(names.isEmpty() ? null : names);
        return true;
    }

    /**
     * Says how the HPA does, as KEDA: one that rests because its target is at zero is healthy. Whether it rests follows from
     * the replicas, which are known before the HPA looks again; to wait for its own word would be a second write of the status
     * each time that zero is left or reached.
     *
     * @param replicas of the target, after this look
     */
    void mirror(Target target, int replicas, Draft<ScaledObjectStatus> draft) {
        String name = draft.status().getHpaName();
        if (name != null) {
            writer.find(target.key().namespace(), name)
                    .flatMap(HpaStep::scalingActive)
                    .ifPresent(condition -> mirror(condition, replicas, draft));
        }
    }

    /** Of two metrics with one name an HPA would be given the one's value for the other; without any it would do nothing. */
    static List<String> problems(List<MetricSpec> metrics, List<ResourceMetric> resources) {
        if (metrics.isEmpty() && resources.isEmpty()) {
            return List.of("spec.triggers: no trigger gives a metric, so there is nothing for an HPA to follow");
        }
        Set<String> seen = new HashSet<>();
        return metrics.stream()
                .map(MetricSpec::name)
                .filter(name -> !seen.add(name))
                .map(name -> "spec.triggers: two metrics are called " + name)
                .toList();
    }

    private static Optional<HorizontalPodAutoscalerCondition> scalingActive(HorizontalPodAutoscaler hpa) {
        return hpa.getStatus() == null
                ? Optional.empty()
                : hpa.getStatus().getConditions().stream()
                        .filter(condition -> "ScalingActive".equals(condition.getType()))
                        .findFirst();
    }

    private static void mirror(
            HorizontalPodAutoscalerCondition condition, int replicas, Draft<ScaledObjectStatus> draft) {
        String reason = condition.getReason() == null ? "" : condition.getReason();
        if (replicas == 0) {
            draft.condition(HPA_ACTIVE, Verdict.Status.True, RESTS, "HPA rests while the target has no replicas");
        } else if ("True".equals(condition.getStatus()) || RESTS.equals(reason)) {
            draft.condition(HPA_ACTIVE, Verdict.Status.True, HPA_ACTIVE, "HPA can read its metrics");
        } else {
            String message = condition.getMessage() == null ? "" : condition.getMessage();
            draft.condition(
                    HPA_ACTIVE, Verdict.Status.False, reason.isEmpty() ? "HPAMetricsUnavailable" : reason, message);
        }
    }
}
