package dev.weir.controller.metricsplane;

import dev.weir.cache.board.MetricId;
import dev.weir.cache.history.HistoryBook;
import dev.weir.controller.decision.FallbackPolicy;
import dev.weir.controller.desired.Modifiers;
import dev.weir.controller.formula.Formula;
import dev.weir.controller.formula.History;
import dev.weir.controller.formula.Result;
import dev.weir.controller.formula.Values;
import dev.weir.controller.metricsplane.ObjectState.MetricState;
import dev.weir.controller.metricsplane.ObjectState.TriggerState;
import dev.weir.scalers.spi.Quantity;
import dev.weir.scalers.spi.TriggerSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A formula once more, over what its triggers said last, for whoever wants to know how its result came about. Touches nothing
 * that the object's loop owns, so any thread may do it.
 */
public final class FormulaReplay {

    /**
     * What the formula reads of one trigger.
     *
     * @param index of the trigger; -1 if the manifest has none of that name any more
     * @param value null where it reads nil
     */
    public record Input(String name, int index, @Nullable Double value) {}

    private final Formula formula;
    private final List<Input> inputs;
    private final ObjectPlan plan;
    private final TargetReplicas target;
    private final HistoryBook<MetricId> histories;
    private final Instant now;

    private FormulaReplay(
            Formula formula,
            List<Input> inputs,
            ObjectPlan plan,
            TargetReplicas target,
            HistoryBook<MetricId> histories,
            Instant now) {
        this.formula = formula;
        this.inputs = List.copyOf(inputs);
        this.plan = plan;
        this.target = target;
        this.histories = histories;
        this.now = now;
    }

    /**
     * The formula of a plan; empty if it has none.
     *
     * @param resources what the HPA last measured, by the index of the trigger
     */
    public static Optional<FormulaReplay> of(
            ObjectPlan plan,
            ObjectState state,
            Map<Integer, Double> resources,
            TargetReplicas target,
            HistoryBook<MetricId> histories,
            Instant now) {
        Modifiers modifiers = plan.modifiers();
        if (modifiers == null) {
            return Optional.empty();
        }
        Map<String, Input> byName = new HashMap<>();
        for (TriggerSpec spec : plan.specs()) {
            if (spec.name() != null && !spec.name().isEmpty()) {
                Double value = state.triggers().stream()
                        .filter(trigger -> trigger.index() == spec.index())
                        .findFirst()
                        .map(trigger -> read(trigger, plan.fallback()))
                        .orElseGet(() -> resource(resources.get(spec.index()), target));
                byName.putIfAbsent(spec.name(), new Input(spec.name(), spec.index(), value.isNaN() ? null : value));
            }
        }
        List<Input> inputs = new ArrayList<>();
        modifiers
                .formula()
                .names()
                .list()
                .forEach(name -> inputs.add(byName.getOrDefault(name, new Input(name, -1, null))));
        return Optional.of(new FormulaReplay(modifiers.formula(), inputs, plan, target, histories, now));
    }

    /** NaN where it reads nil. */
    private static Double read(TriggerState trigger, @Nullable FallbackPolicy fallback) {
        if (trigger.metrics().isEmpty()) {
            return Double.NaN;
        }
        MetricState first = trigger.metrics().get(0);
        boolean nil = trigger.error() != null
                && fallback != null
                && fallback.behavior() == FallbackPolicy.Behavior.SCALING_MODIFIERS
                && first.health().trips(fallback);
        return nil || !trigger.answered() || first.takenAt() == null
                ? Double.NaN
                : Quantity.of(first.value()).value();
    }

    private static Double resource(@Nullable Double measured, TargetReplicas target) {
        // Where nothing runs nothing is used.
        return !target.running() ? Double.valueOf(0) : measured == null ? Double.valueOf(Double.NaN) : measured;
    }

    public String text() {
        return formula.text();
    }

    /** What the formula may read, in the order of the manifest. */
    public List<Input> inputs() {
        return inputs;
    }

    /** What it comes to. */
    public Result result() {
        return evaluate(inputs);
    }

    /** What it would come to if one trigger said this, or nil. */
    public Result with(int index, @Nullable Double value) {
        return evaluate(inputs.stream()
                .map(input -> input.index() == index ? new Input(input.name(), index, value) : input)
                .toList());
    }

    private Result evaluate(List<Input> given) {
        return formula.evaluate(new Given(given));
    }

    private final class Given implements Values {

        private final List<Input> given;

        Given(List<Input> given) {
            this.given = given;
        }

        @Override
        public boolean has(int place) {
            return given.get(place).value() != null;
        }

        @Override
        public double number(int place) {
            Double value = given.get(place).value();
            return value == null ? Double.NaN : value;
        }

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public double replicas() {
            return target.wanted().orElse(0);
        }

        @Override
        public History history() {
            return this::over;
        }

        private double over(int place, History.Statistic statistic, Duration window, double percent) {
            MetricId id = TriggerTrack.inputId(plan.key(), given.get(place).index());
            return WindowStatistics.of(histories.of(id).since(now.minus(window)), statistic, percent);
        }
    }
}
