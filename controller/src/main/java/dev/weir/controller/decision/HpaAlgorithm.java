package dev.weir.controller.decision;

import dev.weir.controller.decision.HpaStep.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The algorithm of the HorizontalPodAutoscaler (autoscaling/v2) for External metrics and resource utilization, by its
 * documented rules. Each evaluation goes
 *
 * <ol>
 *   <li>zero replicas: scaling is off; outside of min and max: to the bound, whatever the metrics say,
 *   <li>otherwise the highest number that a metric asks for ({@link Proposal}),
 *   <li>held by recent recommendations ({@link Stabilization}),
 *   <li>limited by bounds and rates ({@link RateLimit}).
 * </ol>
 *
 * <p>See <a href="https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/">the documentation of
 * Kubernetes</a>. Pods without metrics or not ready are not corrected for in utilization: the caller gives what it knows.
 */
public final class HpaAlgorithm {

    /** Evaluates with all pods there and ready. */
    public HpaStep step(
            HpaSettings settings, HpaState state, List<? extends MetricSample> metrics, int specReplicas, Instant now) {
        return step(settings, state, metrics, Workload.settled(specReplicas), now);
    }

    /** One evaluation. The answer assumes that a change is written; see {@link HpaStep#stateIfNotWritten()}. */
    public HpaStep step(
            HpaSettings settings,
            HpaState state,
            List<? extends MetricSample> metrics,
            Workload workload,
            Instant now) {
        HpaState known = state.orInitial(workload.specReplicas(), now);
        int current = workload.specReplicas();
        if (current == 0) {
            return off(known);
        }
        if (current > settings.max()) {
            return toBound(settings, known, current, settings.max(), "above Spec.MaxReplicas", now);
        }
        if (current < settings.min()) {
            return toBound(settings, known, current, settings.min(), "below Spec.MinReplicas", now);
        }
        return byMetrics(settings, known, metrics, workload, now);
    }

    private static HpaStep off(HpaState state) {
        Verdict off =
                Verdict.no("ScalingDisabled", "scaling is disabled since the replica count of the target is zero");
        List<String> steps = List.of("the target has no replicas: the HPA leaves it alone");
        return new HpaStep(0, false, "", state, state, got(), off, null, steps);
    }

    private static HpaStep toBound(
            HpaSettings settings, HpaState state, int current, int bound, String where, Instant now) {
        List<String> steps = List.of("current " + current + " is out of bounds " + settings.min() + " to "
                + settings.max() + " -> " + bound);
        String reason = "Current number of replicas " + where;
        return rescaled(settings, state, current, bound, reason, null, null, steps, now);
    }

    private static HpaStep byMetrics(
            HpaSettings settings,
            HpaState state,
            List<? extends MetricSample> metrics,
            Workload workload,
            Instant now) {
        int current = workload.specReplicas();
        Proposal proposal = Proposal.of(settings, workload, metrics);
        var steps = new ArrayList<>(proposal.steps());
        Integer proposed = proposal.replicas();
        if (proposed == null) {
            return new HpaStep(current, false, "", state, state, got(), proposal.scalingActive(), null, steps);
        }
        Stabilization stable = Stabilization.of(settings, state, current, proposed, now);
        explain(steps, proposed, stable.replicas(), stable.ableToScale());
        RateLimit limited = RateLimit.of(settings, state, current, stable.replicas(), now);
        explain(steps, stable.replicas(), limited.replicas(), limited.scalingLimited());
        if (limited.replicas() == current) {
            return new HpaStep(
                    current,
                    false,
                    "",
                    stable.state(),
                    stable.state(),
                    stable.ableToScale(),
                    proposal.scalingActive(),
                    limited.scalingLimited(),
                    steps);
        }
        return rescaled(
                settings,
                stable.state(),
                current,
                limited.replicas(),
                reason(proposed, current, proposal.metric()),
                proposal.scalingActive(),
                limited.scalingLimited(),
                steps,
                now);
    }

    private static String reason(int proposed, int current, String metric) {
        return proposed > current ? metric + " above target" : proposed < current ? "All metrics below target" : "";
    }

    private static void explain(List<String> steps, int before, int after, Verdict why) {
        if (before != after) {
            steps.add(why.message() + ": " + before + " -> " + after);
        }
    }

    private static HpaStep rescaled(
            HpaSettings settings,
            HpaState state,
            int from,
            int to,
            String reason,
            @Nullable Verdict scalingActive,
            @Nullable Verdict scalingLimited,
            List<String> steps,
            Instant now) {
        HpaSettings.Behavior behavior = settings.behavior();
        return new HpaStep(
                to,
                true,
                reason,
                behavior == null ? state : state.scaled(from, to, now, behavior),
                state,
                Verdict.yes("SucceededRescale", "the HPA controller was able to update the target scale to " + to),
                scalingActive,
                scalingLimited,
                steps);
    }

    private static Verdict got() {
        return Verdict.yes("SucceededGetScale", "the HPA controller was able to get the target's current scale");
    }
}
