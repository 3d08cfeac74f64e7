package dev.weir.controller.metricsplane;

import dev.weir.cache.MetricCache;
import dev.weir.cache.board.MetricId;
import dev.weir.cache.pace.Timeline;
import dev.weir.cache.source.Snapshot;
import dev.weir.cache.trace.Span;
import dev.weir.controller.decision.Activity;
import dev.weir.controller.decision.TriggerResult;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.metricsplane.ObjectPlan.PlannedTrigger;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One object whose triggers are measured. Owned by one event loop; {@link #state} may be read from any thread. Tells when
 * something changed that a reader of the object's status, or the scaling of its target, could tell.
 */
final class WatchedObject {

    /**
     * A poll that comes sooner after a call does not take it back: who scales may be busy, and is to see it. After that a poll
     * alone says whether the object is active.
     */
    private static final Duration CALL_STANDS = Duration.ofSeconds(10);

    private final ObjectPlan plan;
    private final Timeline loop;
    private final MetricCache cache;
    private final Consumer<ObjectKey> changed;
    private final Consumer<ObjectKey> named;
    private final List<TriggerTrack<?>> tracks = new ArrayList<>();
    private final @Nullable CompositeTrack composite;
    private TargetReplicas target;
    private Map<Integer, Double> resources = Map.of();
    private volatile @Nullable ObjectState state;
    private volatile @Nullable Instant lastActive;
    private ObjectState.@Nullable Call called;
    private @Nullable ToIntFunction<String> failures;
    private boolean stopped;
    private Timeline.@Nullable Timer reconsidering;

    WatchedObject(
            ObjectPlan plan,
            Timeline loop,
            MetricCache cache,
            TargetReplicas target,
            Mishaps.OfObject mishaps,
            Consumer<ObjectKey> changed,
            Consumer<ObjectKey> named) {
        this.plan = plan;
        this.loop = loop;
        this.cache = cache;
        this.target = target;
        this.changed = changed;
        this.named = named;
        plan.triggers().forEach(trigger -> tracks.add(track(trigger, cache, mishaps)));
        composite = plan.modifiers() == null ? null : new CompositeTrack(plan, plan.modifiers(), tracks, cache);
    }

    private TriggerTrack<?> track(PlannedTrigger trigger, MetricCache cache, Mishaps.OfObject mishaps) {
        return new TriggerTrack<>(
                plan,
                trigger,
                cache,
                mishaps.trigger(trigger.spec().index(), trigger.spec().type()));
    }

    ObjectPlan plan() {
        return plan;
    }

    /** Before the start: an edited manifest does not make the object forget when it was last active. */
    void continues(WatchedObject before) {
        lastActive = before.alwaysActive() || before.isStoodInFor() ? loop.now() : before.lastActive;
        resources = before.resources;
        ObjectState known = before.state;
        called = known == null ? null : known.called();
        ToIntFunction<String> unused = before.failures;
        if (known == null && unused != null) {
            // Nothing was asked yet, or the metrics had no names under which failures could be remembered.
            remembers(unused);
        }
        tracks.forEach(track -> track.continues(before.tracks));
        if (composite != null && before.composite != null) {
            composite.continues(before.composite);
        }
    }

    /** Before the start: a restart of Weir does not make the object forget how often its sources have failed. */
    void remembers(ToIntFunction<String> earlier) {
        failures = earlier;
        tracks.forEach(track -> track.remember(earlier));
    }

    /** Nobody is asked about cpu and memory, so nothing tells from time to time that an object of them alone is active. */
    private boolean alwaysActive() {
        return tracks.isEmpty() && !plan.resources().isEmpty();
    }

    /** The ids of all metrics of the object. */
    Set<MetricId> ids() {
        return composite == null
                ? tracks.stream().flatMap(track -> track.ids().stream()).collect(Collectors.toSet())
                : composite.ids();
    }

    /** Null until a trigger has answered or failed. */
    @Nullable
    ObjectState state() {
        return state;
    }

    void start() {
        loop.execute(() -> {
            if (composite != null) {
                composite.start();
            }
            tracks.forEach(this::start);
            if (tracks.isEmpty()) {
                // Nobody has to be asked, so all is known.
                assessed(true, Span.NONE);
            }
        });
    }

    private <R extends Record> void start(TriggerTrack<R> track) {
        track.start(loop, target, snapshot -> take(track, snapshot));
    }

    /** The target's number of replicas changed. May be called from any thread. */
    void target(TargetReplicas now) {
        loop.execute(() -> {
            boolean was = target.running();
            target = now;
            if (was != now.running()) {
                tracks.forEach(track -> track.demand(track.demand(now)));
            }
            reconsider();
        });
    }

    /** What the HPA has measured by itself, by the index of the trigger. May be called from any thread. */
    void resources(Map<Integer, Double> measured) {
        loop.execute(() -> {
            resources = Map.copyOf(measured);
            reconsider();
        });
    }

    /** What stands in for a failing source depends on the replicas, and on how old the last value is; so may a formula. */
    private void reconsider() {
        ObjectState known = state;
        if (!stopped && known != null && (decideStandIns() || composite != null)) {
            assessed(false, known.evaluation());
        }
    }

    /** Whether a source fails, so that there was anything to decide. */
    private boolean decideStandIns() {
        Instant now = loop.now();
        boolean failing = false;
        Duration soonest = null;
        for (TriggerTrack<?> track : tracks) {
            failing |= track.failing();
            Duration due = track.reconsider(target, now);
            if (due != null && (soonest == null || due.compareTo(soonest) < 0)) {
                soonest = due;
            }
        }
        if (reconsidering != null) {
            reconsidering.cancel();
        }
        reconsidering = soonest == null ? null : loop.after(soonest, this::reconsider);
        return failing;
    }

    /** Where what a formula reads is remembered; nowhere without one. */
    Set<MetricId> inputs() {
        return composite == null
                ? Set.of()
                : tracks.stream().map(TriggerTrack::inputId).collect(Collectors.toSet());
    }

    /** Lets go of what was remembered for a formula, but for what is remembered on. */
    void forgetInputs(Set<MetricId> kept) {
        loop.execute(() -> inputs().stream().filter(id -> !kept.contains(id)).forEach(cache.histories()::forget));
    }

    /** Gives the subscriptions back; nothing is published afterwards. */
    void stop() {
        loop.execute(() -> {
            stopped = true;
            tracks.forEach(TriggerTrack::stop);
            if (reconsidering != null) {
                reconsidering.cancel();
            }
        });
    }

    private <R extends Record> void take(TriggerTrack<R> track, Snapshot<R> snapshot) {
        if (stopped) {
            return;
        }
        Outcome said = track.take(snapshot, target);
        if (!track.agrees()) {
            named.accept(plan.key());
            return;
        }
        if (said instanceof Outcome.Called call) {
            call(track, snapshot.latest().takenAt());
            if (call.measured() == null) {
                ObjectState known = state;
                assessed(false, known == null ? Span.NONE : known.evaluation());
                return;
            }
        } else {
            letGo(track, snapshot.latest().takenAt());
        }
        Span evaluation =
                EvaluationSpan.begin(plan.key(), track.poll(), tracks.stream().map(TriggerTrack::poll));
        decideStandIns();
        assessed(true, evaluation);
    }

    /** A trigger that has no metric yet calls for nothing. */
    private void call(TriggerTrack<?> track, Instant at) {
        String metric = track.firstMetric();
        if (metric != null) {
            called = new ObjectState.Call(track.index(), metric, at);
            Instant last = lastActive;
            lastActive = last == null || last.isBefore(at) ? at : last;
        }
    }

    private void letGo(TriggerTrack<?> track, Instant polled) {
        ObjectState.Call call = called;
        if (call != null
                && call.trigger() == track.index()
                && !polled.isBefore(call.at().plus(CALL_STANDS))) {
            called = null;
        }
    }

    /** The metrics of a trigger as its upstream names them; as they are where it does not. May be asked from any thread. */
    List<MetricSpec> named(PlannedTrigger trigger) {
        return tracks.stream()
                .flatMap(track -> track.named(trigger).stream())
                .findFirst()
                .orElse(trigger.trigger().metrics());
    }

    /**
     * Makes known what the triggers say now.
     *
     * @param polled whether somebody has just been asked; only that can tell of activity anew
     * @param evaluation the step of a trace in which this happens
     */
    private void assessed(boolean polled, Span evaluation) {
        ObjectState now = assess(polled, evaluation);
        ObjectState before = state;
        state = now;
        boolean different = !now.looksLike(before);
        if (polled) {
            EvaluationSpan.end(evaluation, now, different);
        }
        if (different) {
            changed.accept(plan.key());
        }
    }

    private static boolean active(Activity activity) {
        return activity.active() && !activity.error();
    }

    /** A fallback holds an object active until the answer that ends it, and back-off may have made that a long time. */
    private boolean isStoodInFor() {
        ObjectState known = state;
        return known != null && active(known.activity()) && known.activity().fallbackActive();
    }

    private ObjectState assess(boolean polled, Span evaluation) {
        List<TriggerResult> results = new ArrayList<>();
        tracks.stream().filter(TriggerTrack::answered).map(TriggerTrack::result).forEach(results::add);
        boolean complete = results.size() == tracks.size();
        plan.resources().forEach(resource -> results.add(TriggerResult.ofResource()));
        Activity activity = Activity.combine(results);
        if (composite != null) {
            activity = composite.decide(activity, complete, target, resources, loop.now());
        }
        if (polled && (active(activity) || isStoodInFor())) {
            lastActive = loop.now();
        }
        return new ObjectState(
                plan.generation(),
                tracks.stream().map(TriggerTrack::state).toList(),
                activity,
                complete,
                lastActive,
                evaluation,
                composite == null ? null : composite.state(),
                called);
    }
}
