package dev.weir.controller.explain;

import dev.weir.controller.decision.ScalePolicy;
import dev.weir.controller.desired.Modifiers;
import dev.weir.controller.explain.Explanation.Without;
import dev.weir.controller.explain.HpaSamples.Asked;
import dev.weir.controller.formula.Result;
import dev.weir.controller.metricsplane.FormulaReplay;
import dev.weir.controller.metricsplane.ObjectPlan;
import dev.weir.controller.metricsplane.ObjectPlan.PlannedResource;
import dev.weir.controller.metricsplane.ObjectPlan.PlannedTrigger;
import dev.weir.controller.metricsplane.ObjectState;
import dev.weir.controller.metricsplane.ObjectState.TriggerState;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.Quantity;
import dev.weir.scalers.spi.TriggerSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What would be if one trigger were not there: the same arithmetic over the others, within the same bounds, without what the
 * HPA remembers.
 */
final class WithoutTriggers {

    private final ObjectPlan plan;
    private final ObjectState state;
    private final ScalePolicy policy;
    private final HpaArithmetic hpa;
    private final @Nullable FormulaReplay formula;

    WithoutTriggers(
            ObjectPlan plan,
            ObjectState state,
            ScalePolicy policy,
            HpaArithmetic hpa,
            @Nullable FormulaReplay formula) {
        this.plan = plan;
        this.state = state;
        this.policy = policy;
        this.hpa = hpa;
        this.formula = formula;
    }

    /** One for each trigger, in the order of the manifest; nothing where there is only one. */
    List<Without> all() {
        List<TriggerSpec> specs = plan.specs();
        return specs.size() < 2 ? List.of() : specs.stream().map(this::without).toList();
    }

    private Without without(TriggerSpec spec) {
        Modifiers modifiers = plan.modifiers();
        return modifiers == null || formula == null || isResource(spec)
                ? byMetrics(spec)
                : byFormula(spec, modifiers, formula);
    }

    private boolean isResource(TriggerSpec spec) {
        return plan.resources().stream().anyMatch(planned -> planned.spec().index() == spec.index());
    }

    private Without byMetrics(TriggerSpec spec) {
        Set<String> left = new HashSet<>();
        plan.triggers().stream()
                .filter(planned -> planned.spec().index() == spec.index())
                .flatMap(planned -> planned.trigger().metrics().stream())
                .map(MetricSpec::name)
                .forEach(left::add);
        plan.resources().stream()
                .filter(planned -> planned.spec().index() == spec.index())
                .map(WithoutTriggers::name)
                .forEach(left::add);
        List<Asked> others = hpa.asked().stream()
                .filter(asked -> !left.contains(asked.name()))
                .toList();
        if (others.isEmpty()) {
            return of(spec, null, "nothing would be left for the HPA to follow");
        }
        return decided(spec, others, isActiveWithout(spec), "");
    }

    private static String name(PlannedResource planned) {
        String container = planned.metric().container();
        return planned.metric().resource() + (container == null ? "" : " of container " + container);
    }

    /** As all triggers together decide it. */
    private boolean isActiveWithout(TriggerSpec spec) {
        if (plan.modifiers() != null) {
            return state.activity().active();
        }
        List<PlannedTrigger> others = plan.triggers().stream()
                .filter(planned -> planned.spec().index() != spec.index())
                .toList();
        return others.isEmpty()
                || state.triggers().stream()
                        .filter(trigger -> trigger.index() != spec.index())
                        .anyMatch(TriggerState::active);
    }

    private Without byFormula(TriggerSpec spec, Modifiers modifiers, FormulaReplay replay) {
        Result nil = replay.with(spec.index(), null);
        Double value = FormulaParts.number(nil);
        String how = "";
        if (value == null) {
            value = FormulaParts.number(replay.with(spec.index(), 0.0));
            how = "the formula needs it: with 0 in its place";
        }
        if (value == null) {
            return of(spec, null, "the formula " + FormulaParts.problem(nil));
        }
        double served = Quantity.truncated(value).value();
        List<Asked> asked = hpa.asked().stream()
                .map(metric -> metric.name().equals(Modifiers.COMPOSITE) ? metric.with(served) : metric)
                .toList();
        return decided(spec, asked, value > modifiers.activationTarget(), how);
    }

    private Without decided(TriggerSpec spec, List<Asked> asked, boolean active, String how) {
        boolean rests = policy.idle() != null || policy.resting() == 0;
        if (rests && !active && !policy.forceActivation()) {
            String then = "nothing else is active, so it goes to rest once the cool-down is over";
            return of(spec, policy.resting(), how.isEmpty() ? then : how + ", " + then);
        }
        Integer replicas = hpa.settled(asked);
        return of(
                spec,
                replicas,
                replicas == null ? "a metric without a value forbids scaling in, so nothing would change" : how);
    }

    private static Without of(TriggerSpec spec, @Nullable Integer replicas, String sentence) {
        return new Without(
                spec.index(), spec.type(), Optional.ofNullable(spec.name()).orElse(""), replicas, sentence);
    }
}
