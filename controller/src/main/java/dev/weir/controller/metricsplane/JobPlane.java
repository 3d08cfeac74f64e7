package dev.weir.controller.metricsplane;

import dev.weir.cache.MetricCache;
import dev.weir.controller.kube.ObjectKey;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * All ScaledJobs whose triggers are asked. {@link #measure} and {@link #forget} are called by one worker at a time for a key;
 * rounds may be read from any thread.
 */
public final class JobPlane {

    private final MetricCache cache;
    private final Consumer<ObjectKey> changed;
    private final Map<ObjectKey, WatchedJob> jobs = new ConcurrentHashMap<>();

    /** Until when what the sources said has been used; an edit or a pause makes none of it news. */
    private final Map<ObjectKey, Instant> used = new ConcurrentHashMap<>();

    private final AtomicLong numbers = new AtomicLong();
    private final Mishaps mishaps = new Mishaps();

    /** {@code changed} hears the key of a ScaledJob, on its event loop, at each round. */
    public JobPlane(MetricCache cache, Consumer<ObjectKey> changed) {
        this.cache = cache;
        this.changed = changed;
    }

    /** Asks for a ScaledJob by this plan from now on, and at once unless others ask the same sources. */
    public void measure(JobPlan plan) {
        WatchedJob next = new WatchedJob(
                plan,
                cache.timeline(plan.key().hashCode()),
                cache,
                numbers::incrementAndGet,
                used.getOrDefault(plan.key(), Instant.MIN),
                mishaps.of(plan.key()),
                changed);
        WatchedJob before = jobs.get(plan.key());
        if (before != null) {
            // First, so that a source nobody else asks is asked anew at once: what was said before may be used up.
            before.stop();
        }
        jobs.put(plan.key(), next);
        next.start();
    }

    /** Stops asking for a ScaledJob that is gone. */
    public void forget(ObjectKey key) {
        rest(key);
        used.remove(key);
        mishaps.forget(key);
    }

    /** Stops asking for a ScaledJob that is still there, such as a paused one. */
    public void rest(ObjectKey key) {
        WatchedJob gone = jobs.remove(key);
        if (gone != null) {
            gone.stop();
        }
    }

    /** The plan in force, if the ScaledJob is asked for. */
    public Optional<JobPlan> plan(ObjectKey key) {
        return Optional.ofNullable(jobs.get(key)).map(WatchedJob::plan);
    }

    /** The latest round; empty before the first. */
    public Optional<JobRound> round(ObjectKey key) {
        return Optional.ofNullable(jobs.get(key)).map(WatchedJob::round);
    }

    /** Jobs have been made: what the sources said until now is no news any more. */
    public void used(ObjectKey key) {
        Instant now = cache.timeline(key.hashCode()).now();
        used.put(key, now);
        WatchedJob job = jobs.get(key);
        if (job != null) {
            job.renew(now);
        }
    }

    /** Another replica may have made Jobs of all that was said until now. */
    public void renew() {
        jobs.keySet().forEach(this::used);
    }

    /** For a decision without a round. */
    public long nextNumber() {
        return numbers.incrementAndGet();
    }

    /** How often each ScaledJob failed. */
    public Mishaps mishaps() {
        return mishaps;
    }

    public int size() {
        return jobs.size();
    }

    /** Every plan in force. Looks at every one, so not for event loops. */
    public Stream<JobPlan> plans() {
        return jobs.values().stream().map(WatchedJob::plan);
    }

    /** Plan and latest round of each ScaledJob that has had one. */
    public void eachRound(BiConsumer<JobPlan, JobRound> look) {
        for (WatchedJob job : jobs.values()) {
            JobRound round = job.round();
            if (round != null) {
                look.accept(job.plan(), round);
            }
        }
    }
}
