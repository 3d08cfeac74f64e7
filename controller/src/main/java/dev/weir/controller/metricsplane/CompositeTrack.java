package dev.weir.controller.metricsplane;

import dev.weir.cache.MetricCache;
import dev.weir.cache.board.MetricId;
import dev.weir.cache.board.Published;
import dev.weir.controller.decision.Activity;
import dev.weir.controller.decision.Fallback;
import dev.weir.controller.decision.FallbackPolicy;
import dev.weir.controller.desired.Modifiers;
import dev.weir.controller.formula.Formula;
import dev.weir.controller.formula.History;
import dev.weir.controller.formula.Result;
import dev.weir.controller.formula.Values;
import dev.weir.controller.metricsplane.ObjectPlan.PlannedResource;
import dev.weir.controller.metricsplane.ObjectState.CompositeState;
import dev.weir.controller.metricsplane.ObjectState.MetricState;
import dev.weir.scalers.spi.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one metric that a formula makes of an object's triggers: evaluated when one of them has said something, published in
 * place of all of theirs, under every name that an HPA may still ask for. A formula that fails leaves the last good result
 * with readers until it is too old. Touched on the object's loop only.
 */
final class CompositeTrack {

    private static final String FORMULA = "spec.advanced.scalingModifiers.formula: ";

    private final ObjectPlan plan;
    private final Modifiers modifiers;
    private final Inputs inputs;
    private final List<TriggerTrack<?>> tracks;
    private final MetricCache cache;
    private final SmoothedMetric smoothed;
    private CompositeState state;

    CompositeTrack(ObjectPlan plan, Modifiers modifiers, List<TriggerTrack<?>> tracks, MetricCache cache) {
        this.plan = plan;
        this.modifiers = modifiers;
        this.tracks = List.copyOf(tracks);
        this.cache = cache;
        this.inputs = new Inputs();
        this.smoothed = new SmoothedMetric(plan.smoothings().object());
        this.state = new CompositeState(modifiers.metric(), Double.NaN, null, false, null);
    }

    /** All names that it is read under. */
    Set<MetricId> ids() {
        Set<MetricId> ids = new LinkedHashSet<>();
        ids.add(id(modifiers.metric().name()));
        plan.measured().forEach(metric -> ids.add(id(metric.name())));
        return ids;
    }

    private MetricId id(String name) {
        return new MetricId(plan.key().namespace(), name, plan.key().name());
    }

    void start() {
        ids().forEach(cache.board()::expect);
    }

    CompositeState state() {
        return state;
    }

    /** Before the start: an edited manifest does not take the last result from its readers. */
    void continues(CompositeTrack before) {
        state = new CompositeState(
                modifiers.metric(), before.state.value(), before.state.takenAt(), before.state.fallback(), null);
        if (modifiers.formula().text().equals(before.modifiers.formula().text())) {
            smoothed.continues(before.smoothed);
        }
    }

    /**
     * Evaluates and publishes.
     *
     * @param said by the triggers, each for itself
     * @param complete whether each of them has said something
     * @param resources what the HPA last measured, by the index of the trigger
     * @return what they say together
     */
    Activity decide(
            Activity said, boolean complete, TargetReplicas target, Map<Integer, Double> resources, Instant now) {
        if (!complete || said.error()) {
            if (said.error()) {
                fail(String.join("; ", said.errors()), now);
            }
            return said.withFormula(null, modifiers.activationTarget());
        }
        for (TriggerTrack<?> track : tracks) {
            MetricState substituted = track.substituted();
            if (substituted != null) {
                // One is enough: the formula is not asked, as with KEDA.
                publish(substituted.value(), now, TriggerTrack.FOREVER, true);
                return said.withFormula(substituted.value(), modifiers.activationTarget());
            }
        }
        return evaluate(said, target, resources, now);
    }

    /** Activity is a matter of what was read, so what triggers say is smoothed for readers only. */
    private Activity evaluate(Activity said, TargetReplicas target, Map<Integer, Double> resources, Instant now) {
        Result read = inputs.evaluate(TriggerTrack::read, target, resources, now);
        Result result = isNumber(read) && tracks.stream().anyMatch(TriggerTrack::smooths)
                ? inputs.evaluate(TriggerTrack::input, target, resources, now)
                : read;
        FallbackPolicy fallback = plan.fallback();
        if (result instanceof Result.Value value && isNumber(value) && read instanceof Result.Value active) {
            double served = smoothed.take(inputs.latest(now), value.number());
            publish(served, inputs.takenAt(now), inputs.goodUntil(now), false);
            return said.withFormula(active.number(), modifiers.activationTarget());
        }
        if (result == Result.Nil.NIL && fallback != null && fallback.valid()) {
            Fallback.Outcome.Substitute substitute =
                    Fallback.ofNilFormula(fallback, modifiers.metric().target().value());
            publish(substitute.value(), now, TriggerTrack.FOREVER, true);
            return said.withFormula(substitute.value(), modifiers.activationTarget());
        }
        String problem = FORMULA + problem(result);
        fail(problem, now);
        return said.failed(problem);
    }

    private static boolean isNumber(Result result) {
        return result instanceof Result.Value value && Double.isFinite(value.number());
    }

    private static String problem(Result result) {
        if (result instanceof Result.Failed failed) {
            return failed.problem().getMessage();
        }
        return result instanceof Result.Value value
                ? "comes to " + value.number() + ", which is no number of anything"
                : "comes to nil, and no spec.fallback says what to do then";
    }

    private void fail(String problem, Instant now) {
        if (state.takenAt() == null || state.fallback()) {
            ids().forEach(id -> cache.board().publish(id, new Published.Unavailable(problem, now)));
            state = new CompositeState(modifiers.metric(), Double.NaN, null, false, problem);
        } else {
            state = new CompositeState(modifiers.metric(), state.value(), state.takenAt(), false, problem);
        }
    }

    private void publish(double value, Instant takenAt, Instant goodUntil, boolean fallback) {
        Published.Metric published =
                Answer.of(modifiers.metric().name(), value, Quantity.truncated(value), takenAt, goodUntil);
        ids().forEach(id -> cache.board().publish(id, published));
        state = new CompositeState(modifiers.metric(), value, takenAt, fallback, null);
    }

    /** What the formula reads of the triggers. */
    private final class Inputs implements Values {

        /** By place: the track of a trigger, or null where the HPA measures it. */
        private final List<@Nullable TriggerTrack<?>> byPlace = new ArrayList<>();

        /** By place: the index of the trigger. */
        private final List<Integer> indices = new ArrayList<>();

        private TargetReplicas target = TargetReplicas.UNKNOWN;
        private ToDoubleFunction<TriggerTrack<?>> reading = TriggerTrack::read;
        private Map<Integer, Double> resources = Map.of();
        private Instant now = Instant.EPOCH;

        private Inputs() {
            for (String name : modifiers.formula().names().list()) {
                byPlace.add(tracks.stream()
                        .filter(track -> name.equals(track.name()))
                        .findFirst()
                        .orElse(null));
                indices.add(plan.resources().stream()
                        .map(PlannedResource::spec)
                        .filter(spec -> name.equals(spec.name()))
                        .map(spec -> spec.index())
                        .findFirst()
                        .orElse(-1));
            }
        }

        private Result evaluate(
                ToDoubleFunction<TriggerTrack<?>> read,
                TargetReplicas replicas,
                Map<Integer, Double> measured,
                Instant at) {
            reading = read;
            target = replicas;
            resources = measured;
            now = at;
            Formula formula = modifiers.formula();
            return formula.evaluate(this);
        }

        /** Of the oldest reading that there is. */
        private Instant takenAt(Instant otherwise) {
            return times().min(Instant::compareTo).orElse(otherwise);
        }

        /** Of the reading that made the difference, so that an evaluation without a new one is no new value either. */
        private Instant latest(Instant otherwise) {
            return times().max(Instant::compareTo).orElse(otherwise);
        }

        private Stream<Instant> times() {
            return tracks.stream()
                    .filter(TriggerTrack::hasInput)
                    .map(TriggerTrack::takenAt)
                    .filter(Objects::nonNull);
        }

        private Instant goodUntil(Instant at) {
            return tracks.stream()
                    .filter(TriggerTrack::hasInput)
                    .map(TriggerTrack::goodUntil)
                    .min(Instant::compareTo)
                    .orElseGet(() -> at.plus(plan.goodFor(plan.pollingInterval())));
        }

        @Override
        public boolean has(int place) {
            TriggerTrack<?> track = byPlace.get(place);
            return track == null ? !target.running() || measured(place) != null : track.hasInput();
        }

        @Override
        public double number(int place) {
            TriggerTrack<?> track = byPlace.get(place);
            if (track != null) {
                return reading.applyAsDouble(track);
            }
            Double measured = measured(place);
            // Where nothing runs nothing is used.
            return measured == null || !target.running() ? 0 : measured;
        }

        private @Nullable Double measured(int place) {
            return resources.get(indices.get(place));
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
            TriggerTrack<?> track = byPlace.get(place);
            return track == null
                    ? Double.NaN
                    : WindowStatistics.of(
                            cache.histories().of(track.inputId()).since(now.minus(window)), statistic, percent);
        }
    }
}
