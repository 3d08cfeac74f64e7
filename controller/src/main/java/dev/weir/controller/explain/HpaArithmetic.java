package dev.weir.controller.explain;

import dev.weir.controller.decision.HpaAlgorithm;
import dev.weir.controller.decision.HpaSettings;
import dev.weir.controller.decision.HpaSettings.Policy;
import dev.weir.controller.decision.HpaSettings.Rules;
import dev.weir.controller.decision.HpaSettings.Select;
import dev.weir.controller.decision.HpaStep;
import dev.weir.controller.decision.HpaStep.Workload;
import dev.weir.controller.decision.MetricProposal;
import dev.weir.controller.decision.MetricSample;
import dev.weir.controller.desired.HpaRules;
import dev.weir.controller.explain.Explanation.AskPart;
import dev.weir.controller.explain.Explanation.ConditionPart;
import dev.weir.controller.explain.Explanation.HpaPart;
import dev.weir.controller.explain.HpaSamples.Asked;
import dev.weir.controller.journal.Change;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.metricsplane.ObjectPlan;
import dev.weir.controller.metricsplane.ObjectState;
import dev.weir.controller.metricsplane.TargetReplicas;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an HPA makes of its metrics, by the algorithm that Weir itself has. */
final class HpaArithmetic {

    private final HorizontalPodAutoscaler hpa;
    private final HpaSettings settings;
    private final Workload workload;
    private final List<Asked> asked;

    private HpaArithmetic(HorizontalPodAutoscaler hpa, Workload workload, List<Asked> asked) {
        this.hpa = hpa;
        this.settings = HpaRules.of(hpa);
        this.workload = workload;
        this.asked = asked;
    }

    static HpaArithmetic of(
            HorizontalPodAutoscaler hpa, ObjectPlan plan, ObjectState state, TargetReplicas target, Parts parts) {
        int replicas = target.wanted()
                .orElseGet(() -> status(hpa)
                        .map(HorizontalPodAutoscalerStatus::getCurrentReplicas)
                        .orElse(0));
        Workload workload = new Workload(replicas, replicas, target.ready().orElse(replicas));
        return new HpaArithmetic(hpa, workload, HpaSamples.of(hpa, plan, state, parts, replicas));
    }

    List<Asked> asked() {
        return asked;
    }

    /** The whole of it, with what the HPA controller may remember. */
    HpaPart part(ObjectKey key, List<Change> changes, Parts parts) {
        HpaMemory memory = HpaMemory.of(key, asked, settings, workload.specReplicas(), changes, parts);
        HpaStep step = new HpaAlgorithm().step(settings, memory.state(), samples(asked), workload, parts.now());
        // Over no pods there is no ratio, and nobody asks.
        List<MetricProposal> proposals = workload.specReplicas() == 0 ? List.of() : proposals(asked);
        List<String> sentences = proposals.stream().map(MetricProposal::step).toList();
        Integer proposed = workload.specReplicas() == 0 ? null : proposed(asked);
        return new HpaPart(
                hpa.getMetadata().getName(),
                settings.min(),
                settings.max(),
                workload.specReplicas(),
                proposed,
                step.replicas(),
                step.steps().stream()
                        .filter(sentence -> !sentences.contains(sentence))
                        .collect(Collectors.joining("; ")),
                asks(proposals),
                step.steps(),
                settings.toleranceUp(),
                settings.toleranceDown(),
                Parts.seconds(settings.upWindow()),
                Parts.seconds(settings.downWindow()),
                policies(),
                true,
                Parts.seconds(memory.recorded()),
                status(hpa)
                        .map(HorizontalPodAutoscalerStatus::getDesiredReplicas)
                        .orElse(null),
                conditions());
    }

    /** What these metrics ask for together, within the bounds; null if nothing can be said. Without any memory. */
    @Nullable
    Integer settled(List<Asked> metrics) {
        Integer proposed = proposed(metrics);
        return proposed == null ? null : Math.max(settings.min(), Math.min(settings.max(), proposed));
    }

    private @Nullable Integer proposed(List<Asked> metrics) {
        List<Integer> wanted = proposals(metrics).stream()
                .map(MetricProposal::replicas)
                .filter(Objects::nonNull)
                .toList();
        Optional<Integer> highest = wanted.stream().max(Integer::compare);
        // A metric without a value forbids scaling in.
        return highest.isEmpty() || wanted.size() < metrics.size() && highest.get() < workload.specReplicas()
                ? null
                : highest.get();
    }

    private List<MetricProposal> proposals(List<Asked> metrics) {
        return metrics.stream()
                .map(metric -> MetricProposal.of(settings, workload, metric.sample()))
                .toList();
    }

    private static List<MetricSample> samples(List<Asked> metrics) {
        return metrics.stream().map(Asked::sample).toList();
    }

    private static List<AskPart> asks(List<MetricProposal> proposals) {
        List<AskPart> asks = new ArrayList<>();
        int highest = proposals.stream()
                .map(MetricProposal::replicas)
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .max()
                .orElse(-1);
        boolean found = false;
        for (MetricProposal proposal : proposals) {
            Integer replicas = proposal.replicas();
            boolean isHighest = !found && replicas != null && replicas == highest;
            found |= isHighest;
            Double ratio = proposal.ratio();
            asks.add(new AskPart(
                    proposal.name(),
                    replicas,
                    ratio == null ? null : ObjectMetrics.finite(ratio),
                    proposal.withinTolerance(),
                    isHighest,
                    proposal.step()));
        }
        return asks;
    }

    private List<String> policies() {
        HpaSettings.Behavior behavior = settings.behavior();
        if (behavior == null) {
            return List.of("out: at most double at each look, and always up to 4", "in: no limit");
        }
        return List.of("out: " + words(behavior.up()), "in: " + words(behavior.down()));
    }

    private static String words(Rules rules) {
        if (rules.select() == Select.Disabled) {
            return "never (selectPolicy Disabled)";
        }
        String policies = rules.policies().stream()
                .map(HpaArithmetic::words)
                .collect(Collectors.joining(rules.select() == Select.Min ? " and " : " or "));
        boolean several = rules.policies().size() > 1;
        return "at most " + policies
                + (several ? rules.select() == Select.Min ? ", whichever is less" : ", whichever is more" : "");
    }

    private static String words(Policy policy) {
        Duration period = policy.period();
        return policy.value() + (policy.percent() ? " %" : policy.value() == 1 ? " pod" : " pods") + " in "
                + period.toSeconds() + " s";
    }

    private List<ConditionPart> conditions() {
        return status(hpa)
                .map(HorizontalPodAutoscalerStatus::getConditions)
                .map(all -> all.stream()
                        .map(condition -> new ConditionPart(
                                Parts.orEmpty(condition.getType()),
                                Parts.orEmpty(condition.getStatus()),
                                Parts.orEmpty(condition.getReason()),
                                Parts.orEmpty(condition.getMessage())))
                        .toList())
                .orElse(List.of());
    }

    private static Optional<HorizontalPodAutoscalerStatus> status(HorizontalPodAutoscaler hpa) {
        return Optional.ofNullable(hpa.getStatus());
    }
}
