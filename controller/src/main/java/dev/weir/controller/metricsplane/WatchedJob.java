package dev.weir.controller.metricsplane;

import dev.weir.cache.MetricCache;
import dev.weir.cache.pace.Timeline;
import dev.weir.cache.poll.Demand;
import dev.weir.cache.trace.Span;
import dev.weir.controller.kube.ObjectKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One ScaledJob whose triggers are asked. Makes a round whenever each trigger that does not fail has said something new, about
 * once in a polling interval: a trigger that fails never keeps the others' work waiting, and one that somebody else has
 * asked every second makes no more rounds than its manifest wants. Owned by one event loop; {@link #round} may be read from
 * any thread.
 */
final class WatchedJob {

    /** Polls do not come to the second: a round may follow the one before after three quarters of an interval. */
    private static final int SOONEST = 3;

    private static final int WHOLE = 4;

    private final JobPlan plan;
    private final Timeline loop;
    private final MetricCache cache;
    private final LongSupplier numbers;
    private final Consumer<ObjectKey> changed;
    private final List<JobTrack<?>> tracks = new ArrayList<>();
    private volatile @Nullable JobRound round;

    /** What was said until then is no news: Jobs were made of it. */
    private volatile Instant since;

    private Instant due = Instant.MIN;
    private Timeline.@Nullable Timer waiting;
    private boolean stopped;

    WatchedJob(
            JobPlan plan,
            Timeline loop,
            MetricCache cache,
            LongSupplier numbers,
            Instant since,
            Mishaps.OfObject mishaps,
            Consumer<ObjectKey> changed) {
        this.plan = plan;
        this.loop = loop;
        this.cache = cache;
        this.numbers = numbers;
        this.since = since;
        this.changed = changed;
        plan.triggers()
                .forEach(planned -> tracks.add(new JobTrack<>(
                        planned,
                        mishaps.trigger(planned.spec().index(), planned.spec().type()))));
    }

    JobPlan plan() {
        return plan;
    }

    /** Null until there was one of this manifest. */
    @Nullable
    JobRound round() {
        return round;
    }

    void start() {
        loop.execute(() -> {
            tracks.forEach(this::start);
            if (tracks.isEmpty()) {
                // Nobody is asked, so nobody brings a round about; what runs at least is kept up all the same.
                idle();
            }
        });
    }

    private <R extends Record> void start(JobTrack<R> track) {
        track.start(cache, loop, Demand.every(plan.pollingInterval()), said -> consider());
    }

    void stop() {
        loop.execute(() -> {
            stopped = true;
            tracks.forEach(JobTrack::stop);
            if (waiting != null) {
                waiting.cancel();
            }
        });
    }

    /** Has only what is said after that moment make a round. May be called from any thread. */
    void renew(Instant used) {
        since = used;
    }

    private void idle() {
        if (!stopped) {
            make();
            waiting = loop.after(plan.pollingInterval(), this::idle);
        }
    }

    private void consider() {
        Instant now = loop.now();
        if (!stopped && isNews() && !now.isBefore(due)) {
            due = now.plus(plan.pollingInterval().multipliedBy(SOONEST).dividedBy(WHOLE));
            make();
        }
    }

    private boolean isNews() {
        boolean any = false;
        for (JobTrack<?> track : tracks) {
            boolean fresh = track.fresh(since);
            if (!fresh && !track.failing()) {
                return false;
            }
            any |= fresh;
        }
        return any;
    }

    private void make() {
        Span poll = tracks.stream()
                .map(JobTrack::poll)
                .filter(Span::seen)
                .findFirst()
                .orElse(Span.NONE);
        Span evaluation = EvaluationSpan.begin(plan.key(), poll, tracks.stream().map(JobTrack::poll));
        tracks.forEach(JobTrack::seen);
        JobRound next = new JobRound(
                plan.generation(),
                numbers.getAsLong(),
                loop.now(),
                tracks.stream().map(JobTrack::state).toList(),
                tracks.stream().map(JobTrack::said).toList(),
                evaluation);
        round = next;
        EvaluationSpan.end(evaluation, next);
        changed.accept(plan.key());
    }
}
