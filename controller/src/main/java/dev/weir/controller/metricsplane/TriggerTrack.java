package dev.weir.controller.metricsplane;

import dev.weir.cache.MetricCache;
import dev.weir.cache.board.MetricId;
import dev.weir.cache.board.Published;
import dev.weir.cache.pace.Timeline;
import dev.weir.cache.poll.Demand;
import dev.weir.cache.poll.Subscription;
import dev.weir.cache.source.Reading;
import dev.weir.cache.source.Snapshot;
import dev.weir.cache.trace.Span;
import dev.weir.controller.decision.Fallback;
import dev.weir.controller.decision.FallbackPolicy;
import dev.weir.controller.decision.MetricHealth;
import dev.weir.controller.decision.TriggerResult;
import dev.weir.controller.desired.Modifiers;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.metricsplane.ObjectPlan.PlannedTrigger;
import dev.weir.controller.metricsplane.ObjectState.MetricState;
import dev.weir.controller.metricsplane.ObjectState.TriggerState;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.MetricType;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.Quantity;
import dev.weir.scalers.spi.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One trigger of a watched object: its subscription, what its last reading means, and what readers of its metrics get. A
 * failure leaves the last good value with readers until it is too old, or until the fallback sets in. Touched on the
 * object's loop only.
 */
final class TriggerTrack<R extends Record> {

    /** The HPA looks every 15 s; nobody is to get anything older than its own rhythm. */
    private static final Duration HPA_RHYTHM = Duration.ofSeconds(15);

    /** A fallback stands until the next reading, however long back-off delays that. */
    static final Instant FOREVER = Instant.ofEpochMilli(Long.MAX_VALUE);

    private final ObjectPlan plan;
    private final PlannedTrigger planned;
    private final Trigger<R> trigger;
    private final MetricCache cache;
    private final Interpretation<R> interpretation;

    /** One for each of {@link #metrics}. */
    private final List<SmoothedMetric> smoothed;

    private @Nullable Subscription subscription;
    private MetricHealth health = MetricHealth.HAPPY;
    private List<MetricState> metrics;
    private boolean active;
    private boolean answered;

    /** Whether the last value keeps its place while the source fails. */
    private boolean kept;

    /** Whether the formula is to see nil in its place while the source fails. */
    private boolean nil;

    private Instant goodUntil = Instant.EPOCH;
    private @Nullable String error;
    private Span poll = Span.NONE;

    @SuppressWarnings("unchecked")
    TriggerTrack(ObjectPlan plan, PlannedTrigger planned, MetricCache cache, Mishaps.OfTrigger mishaps) {
        this.plan = plan;
        this.planned = planned;
        this.trigger = (Trigger<R>) planned.trigger();
        this.cache = cache;
        this.interpretation = new Interpretation<>(planned.spec(), trigger, mishaps);
        this.smoothed = trigger.metrics().stream()
                .map(spec -> new SmoothedMetric(plan.smoothing(planned)))
                .toList();
        this.metrics = trigger.metrics().stream()
                .map(spec -> new MetricState(spec, Double.NaN, null, MetricHealth.HAPPY, false))
                .toList();
    }

    /**
     * Goes on counting where an earlier process stopped; before the start only.
     *
     * @param failures in a row, by the name of a metric
     */
    void remember(ToIntFunction<String> failures) {
        int most = trigger.metrics().stream()
                .mapToInt(spec -> failures.applyAsInt(spec.name()))
                .max()
                .orElse(0);
        FallbackPolicy fallback = plan.fallback();
        int counted = fallback == null || !fallback.valid() ? 0 : Math.min(most, fallback.tripsAt());
        health = new MetricHealth(counted, counted > 0);
    }

    /** Before the start: an edit elsewhere in the manifest does not make values jump. */
    void continues(List<TriggerTrack<?>> before) {
        before.stream()
                .filter(track -> planned.readsAs(track.planned))
                .findFirst()
                .ifPresent(same -> {
                    for (int i = 0; i < smoothed.size(); i++) {
                        smoothed.get(i).continues(same.smoothed.get(i));
                    }
                });
    }

    List<MetricId> ids() {
        return trigger.metrics().stream().map(this::id).toList();
    }

    /** Subscribes; {@code heard} is called on the object's loop after each snapshot has been taken in. */
    void start(Timeline loop, TargetReplicas target, Consumer<Snapshot<R>> heard) {
        ids().forEach(cache.board()::expect);
        subscription = cache.subscribe(
                trigger.source(), demand(target), snapshot -> loop.execute(() -> heard.accept(snapshot)));
    }

    void demand(Demand demand) {
        if (subscription != null) {
            subscription.demand(demand);
        }
    }

    void stop() {
        if (subscription != null) {
            subscription.close();
        }
    }

    /** How old a value may become before its readers get an error in its place. */
    private Duration goodFor(TargetReplicas target) {
        return plan.goodFor(interval(target));
    }

    private Duration interval(TargetReplicas target) {
        Duration interval = plan.pollingInterval();
        return !planned.cached() && target.running() && interval.compareTo(HPA_RHYTHM) > 0 ? HPA_RHYTHM : interval;
    }

    /** While an HPA reads the metrics they are as fresh as it wants them; at zero replicas the polling interval rules. */
    Demand demand(TargetReplicas target) {
        FallbackPolicy fallback = plan.fallback();
        int failures = fallback == null || !fallback.valid() ? 0 : fallback.tripsAt();
        return new Demand(interval(target), failures);
    }

    /**
     * Takes in what is known of the source and publishes its values; {@link #reconsider} comes next. Where the upstream has
     * named other metrics, nothing is taken in: it is for the track of these.
     *
     * @return what was made of it
     */
    Outcome take(Snapshot<R> snapshot, TargetReplicas target) {
        Outcome outcome = interpretation.of(snapshot);
        if (!agrees()) {
            return outcome;
        }
        poll = snapshot.poll();
        Outcome.Measured measured = outcome.measured();
        answered |= measured != null || outcome instanceof Outcome.Rejected;
        if (measured != null) {
            succeed(measured, snapshot.latest().takenAt(), target);
        } else if (outcome instanceof Outcome.Rejected rejected) {
            fail(interpretation.said(rejected), snapshot, target);
        }
        return outcome;
    }

    /** Whether the metrics are still those that the upstream names. */
    boolean agrees() {
        return interpretation.agrees();
    }

    /** The metrics of that trigger as its upstream names them; empty if this track asks another one. */
    Optional<List<MetricSpec>> named(PlannedTrigger other) {
        return planned.asks(other)
                ? Optional.of(interpretation.named(other.trigger().metrics()))
                : Optional.empty();
    }

    private void succeed(Outcome.Measured measured, Instant takenAt, TargetReplicas target) {
        health = health.afterSuccess();
        error = null;
        kept = false;
        nil = false;
        active = measured.active();
        List<MetricState> states = new ArrayList<>(metrics.size());
        for (int i = 0; i < metrics.size(); i++) {
            MetricSpec spec = metrics.get(i).spec();
            double read = measured.values().get(i);
            double value = smoothed.get(i).take(takenAt, read);
            states.add(new MetricState(spec, value, read, takenAt, health, false));
            publish(spec, value, Quantity.of(value), takenAt, takenAt.plus(goodFor(target)));
        }
        metrics = List.copyOf(states);
        if (plan.modifiers() != null) {
            cache.histories().append(inputId(), takenAt, read());
        }
    }

    private void fail(String message, Snapshot<R> snapshot, TargetReplicas target) {
        recall(snapshot, target);
        health = new MetricHealth(Math.max(health.failures() + 1, snapshot.failures()), true);
        error = message;
    }

    /**
     * Decides anew what stands in for a source that fails: what does so depends on the target's replicas and on the age of the
     * last value. No further failure is counted.
     *
     * @return after this time alone the answer will be another one; null if it will not
     */
    @Nullable
    Duration reconsider(TargetReplicas target, Instant now) {
        String said = error;
        if (said == null) {
            return null;
        }
        List<MetricState> states = new ArrayList<>(metrics.size());
        Duration due = null;
        boolean keeps = false;
        boolean nothing = false;
        for (MetricState state : metrics) {
            Fallback.Outcome outcome = outcome(state, target, now);
            states.add(failed(state, outcome, said, now));
            if (outcome instanceof Fallback.Outcome.Kept last) {
                keeps = true;
                due = last.remaining();
            }
            nothing |= outcome instanceof Fallback.Outcome.Nil;
        }
        kept = keeps;
        nil = nothing;
        metrics = List.copyOf(states);
        return due;
    }

    /**
     * A source that fails when this trigger comes to it, because the manifest was edited or another object asks it too, may
     * have said something before that is still good.
     */
    private void recall(Snapshot<R> snapshot, TargetReplicas target) {
        Reading.Value<R> good = snapshot.lastGood();
        boolean unknown = metrics.stream().allMatch(metric -> metric.takenAt() == null);
        Outcome.Measured measured =
                unknown && good != null ? interpretation.earlier(good.value()).measured() : null;
        if (good != null && measured != null) {
            succeed(measured, good.takenAt(), target);
        }
    }

    private Fallback.Outcome outcome(MetricState state, TargetReplicas target, Instant now) {
        Instant takenAt = state.takenAt();
        boolean measured = takenAt != null && (!state.fallback() || kept);
        Modifiers modifiers = plan.modifiers();
        MetricSpec compared = modifiers == null ? state.spec() : modifiers.metric();
        return Fallback.apply(
                plan.fallback(),
                health,
                compared.target().value(),
                compared.type() == MetricType.AverageValue,
                target.wanted(),
                target.ready(),
                measured ? Duration.between(takenAt, now) : null);
    }

    private MetricState failed(MetricState state, Fallback.Outcome outcome, String said, Instant now) {
        MetricSpec spec = state.spec();
        Instant takenAt = state.takenAt();
        if (outcome instanceof Fallback.Outcome.Substitute substitute) {
            if (!state.fallback() || kept || state.value() != substitute.value()) {
                publish(spec, substitute.value(), substitute.quantity(), now, FOREVER);
            }
            return new MetricState(spec, substitute.value(), state.read(), now, health, true);
        }
        if (outcome instanceof Fallback.Outcome.Kept last && takenAt != null) {
            if (!kept) {
                publish(spec, state.value(), Quantity.of(state.value()), takenAt, now.plus(last.remaining()));
            }
            return new MetricState(spec, state.value(), state.read(), takenAt, health, true);
        }
        if (plan.modifiers() == null && (takenAt == null || state.fallback())) {
            cache.board().publish(id(spec), new Published.Unavailable(said, now));
        }
        return new MetricState(spec, state.value(), state.read(), takenAt, health, false);
    }

    /** Where a formula takes the place of the triggers' metrics, readers get its result alone. */
    private void publish(MetricSpec spec, double value, Quantity quantity, Instant takenAt, Instant until) {
        goodUntil = until;
        if (plan.modifiers() != null) {
            return;
        }
        cache.board().publish(id(spec), Answer.of(spec.name(), value, quantity, takenAt, until));
    }

    private MetricId id(MetricSpec spec) {
        return new MetricId(plan.key().namespace(), spec.name(), plan.key().name());
    }

    /** As the manifest names it; null if it does not. */
    @Nullable
    String name() {
        return planned.spec().name();
    }

    /** Under which the history of {@link #input} is kept; no reader can ask for it. */
    MetricId inputId() {
        return inputId(plan.key(), planned.spec().index());
    }

    static MetricId inputId(ObjectKey object, int index) {
        return new MetricId(object.namespace(), "trigger " + index, object.name());
    }

    /** Whether a formula has a value to read; without one it reads nil. */
    boolean hasInput() {
        return answered && !nil && takenAt() != null;
    }

    /** What a formula reads: the value as an HPA would be given it. Of several metrics the first counts. */
    double input() {
        return Quantity.of(metrics.get(0).value()).value();
    }

    /** The same before it is smoothed. */
    double read() {
        return smooths() ? Quantity.of(smoothed.get(0).read()).value() : input();
    }

    /** Whether {@link #read} and {@link #input} may differ. */
    boolean smooths() {
        return !smoothed.isEmpty() && !smoothed.get(0).isOff();
    }

    @Nullable
    Instant takenAt() {
        return metrics.isEmpty() ? null : metrics.get(0).takenAt();
    }

    /** Until when the value may be used. */
    Instant goodUntil() {
        return goodUntil;
    }

    /** The metric whose place a fallback's value has taken; null if there is none. */
    @Nullable
    MetricState substituted() {
        return kept
                ? null
                : metrics.stream().filter(MetricState::fallback).findFirst().orElse(null);
    }

    boolean failing() {
        return error != null;
    }

    /** The poll that brought what was taken in last. */
    Span poll() {
        return poll;
    }

    boolean answered() {
        return answered;
    }

    TriggerState state() {
        return new TriggerState(
                planned.spec().index(), planned.spec().type(), metrics, answered, result().active(), error);
    }

    int index() {
        return planned.spec().index();
    }

    /** The one that counts where a trigger is to have one; null as long as none has been named. */
    @Nullable
    String firstMetric() {
        return metrics.isEmpty() ? null : metrics.get(0).spec().name();
    }

    TriggerResult result() {
        if (metrics.isEmpty()) {
            return TriggerResult.failed(error == null ? "no metric has been named yet" : error);
        }
        List<TriggerResult.Metric> results = new ArrayList<>(metrics.size());
        for (MetricState metric : metrics) {
            String name = metric.spec().name();
            if (nil) {
                results.add(new TriggerResult.Metric.Answered(name, false, false));
            } else if (error != null && !metric.fallback()) {
                results.add(new TriggerResult.Metric.Failed(name, error));
            } else {
                boolean substituted = metric.fallback() && !kept;
                results.add(new TriggerResult.Metric.Answered(name, active, substituted));
            }
        }
        return TriggerResult.of(results);
    }
}
