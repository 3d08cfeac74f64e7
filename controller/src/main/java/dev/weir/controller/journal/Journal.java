package dev.weir.controller.journal;

import dev.weir.controller.decision.JobTrigger;
import dev.weir.controller.journal.Change.By;
import dev.weir.controller.journal.Change.What;
import dev.weir.controller.journal.Trail.Seen;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.metricsplane.JobRound;
import dev.weir.controller.metricsplane.ObjectState;
import dev.weir.controller.metricsplane.ObjectState.TriggerState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The last changes of all objects of a kind, in memory. Who is told of something that is as it was pays for a look-up and no
 * more. Of each object the newest {@value #OF_ONE} are kept; once {@value #OF_ALL} are kept in all, an object that has some
 * gives up its oldest for a new one, and one that has none keeps none, which {@link #lost} counts.
 */
public final class Journal {

    static final int OF_ONE = 16;
    static final int OF_ALL = 50_000;

    private final Map<ObjectKey, Trail> trails = new ConcurrentHashMap<>();
    private final AtomicLong kept = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final InstantSource clock;
    private final Instant since;
    private final int most;

    public Journal(InstantSource clock) {
        this(clock, OF_ALL);
    }

    Journal(InstantSource clock, int most) {
        this.clock = clock;
        this.since = clock.instant();
        this.most = most;
    }

    /** Nothing from before this moment is known. */
    public Instant since() {
        return since;
    }

    /** How many changes could not be kept for lack of room. */
    public long lost() {
        return lost.get();
    }

    /** The changes of an object, oldest first. */
    public List<Change> of(ObjectKey key) {
        return trails.getOrDefault(key, Trail.EMPTY).changes();
    }

    /** The object is gone. */
    public void forget(ObjectKey key) {
        trails.computeIfPresent(key, (same, trail) -> {
            kept.addAndGet(-trail.changes().size());
            return null;
        });
    }

    /** What the triggers of a ScaledObject say may have changed. */
    public void state(ObjectKey key, ObjectState state) {
        Trail trail = trails.getOrDefault(key, Trail.EMPTY);
        Seen before = trail.seen();
        boolean said = state.complete() || state.activity().active();
        Seen now = new Seen(
                said ? state.activity().active() : before != null && before.isActive(),
                active(state.triggers()),
                failing(state.triggers()),
                state.activity().fallbackActive());
        if (!now.equals(before)) {
            Causes causes = new Causes(state.triggers(), state.composite());
            update(
                    key,
                    latest -> differences(latest, now, causes, state.activity().errors()));
        }
    }

    /** What the triggers of a ScaledJob say may have changed. */
    public void round(ObjectKey key, JobRound round) {
        Seen now = new Seen(
                round.said().stream().anyMatch(said -> said.error() == null && said.active()),
                active(round.triggers()),
                failing(round.triggers()),
                false);
        if (!now.equals(trails.getOrDefault(key, Trail.EMPTY).seen())) {
            List<String> errors = round.said().stream()
                    .filter(said -> said.error() != null)
                    .map(JobTrigger::error)
                    .map(String::valueOf)
                    .toList();
            Causes causes = new Causes(round.triggers(), null);
            update(key, latest -> differences(latest, now, causes, errors));
        }
    }

    private Trail differences(Trail trail, Seen now, Causes causes, List<String> errors) {
        Seen before = trail.seen();
        Trail next = trail.seen(now);
        Instant at = clock.instant();
        if (!now.failing().isEmpty() && (before == null || before.failing().isEmpty())) {
            next = add(next, Change.of(at, What.ERROR, By.SOURCE, String.join("; ", errors)));
        }
        if (before == null) {
            return next;
        }
        if (now.failing().isEmpty() && !before.failing().isEmpty()) {
            next = add(next, Change.of(at, What.ERROR_OVER, By.SOURCE, causes.said(before.failing())));
        }
        if (now.fallback() != before.fallback()) {
            next = add(next, Change.of(at, now.fallback() ? What.FALLBACK : What.FALLBACK_OVER, By.SOURCE, ""));
        }
        if (now.isActive() != before.isActive()) {
            Set<Integer> who = now.isActive() ? now.active() : before.active();
            next = add(
                    next, Change.of(at, now.isActive() ? What.ACTIVE : What.INACTIVE, By.SOURCE, causes.activity(who)));
        }
        return next;
    }

    private static Set<Integer> active(List<TriggerState> triggers) {
        return triggers.stream()
                .filter(TriggerState::active)
                .map(TriggerState::index)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<Integer> failing(List<TriggerState> triggers) {
        return triggers.stream()
                .filter(trigger -> trigger.error() != null)
                .map(TriggerState::index)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The target of an object was seen to have this many replicas.
     *
     * @param state what the triggers say at the moment; null if nothing is known
     */
    public void replicas(ObjectKey key, int now, @Nullable ObjectState state) {
        Integer before = trails.getOrDefault(key, Trail.EMPTY).replicas();
        if (before == null || before != now) {
            update(key, trail -> seen(trail, now, state));
        }
    }

    private Trail seen(Trail trail, int now, @Nullable ObjectState state) {
        Integer before = trail.replicas();
        Trail next = trail.replicas(now);
        if (before == null || before == now) {
            return next;
        }
        Trail known = next.sawWritten(before, now);
        if (known != next) {
            return known;
        }
        Integer said = trail.hpa();
        boolean byHpa = said != null && said == now;
        String why = state == null ? "" : new Causes(state.triggers(), state.composite()).strongest();
        Change step = new Change(clock.instant(), What.REPLICAS, byHpa ? By.HPA : By.UNKNOWN, before, now, why);
        return add(byHpa ? next.hpa(null) : next, step);
    }

    /** This process has written the replicas of an object's target. */
    public void scaled(ObjectKey key, int from, int to, String why) {
        update(key, trail -> {
            Change step = new Change(clock.instant(), What.REPLICAS, By.WEIR, from, to, why);
            Trail claimed = trail.claimed(from, to, step);
            return claimed == trail ? add(trail.wrote(step, OF_ONE), step) : claimed;
        });
    }

    /** The HPA of an object says that it has just scaled to this number. */
    public void hpaScaled(ObjectKey key, int to) {
        update(key, trail -> {
            Change last = trail.lastStep();
            Integer from = last == null ? null : last.from();
            if (last != null && from != null && last.isStep(from, to)) {
                return trail.claimed(from, to, last.by(By.HPA));
            }
            return trail.hpa(to);
        });
    }

    /** Jobs have been made. */
    public void jobs(ObjectKey key, int count, String why) {
        update(key, trail -> add(trail, new Change(clock.instant(), What.JOBS, By.WEIR, null, count, why)));
    }

    /** Annotations that pause something have come or gone; none for no pause any more. */
    public void paused(ObjectKey key, List<String> annotations) {
        What what = annotations.isEmpty() ? What.RESUMED : What.PAUSED;
        update(key, trail -> add(trail, Change.of(clock.instant(), what, By.USER, String.join(", ", annotations))));
    }

    private void update(ObjectKey key, UnaryOperator<Trail> step) {
        trails.compute(key, (same, trail) -> step.apply(trail == null ? Trail.EMPTY : trail));
    }

    private Trail add(Trail trail, Change change) {
        int own = trail.changes().size();
        boolean full = kept.get() >= most;
        if (full && own == 0) {
            lost.incrementAndGet();
            return trail;
        }
        Trail next = trail.and(change, full ? Math.min(own, OF_ONE) : OF_ONE);
        kept.addAndGet(next.changes().size() - own);
        return next;
    }
}
