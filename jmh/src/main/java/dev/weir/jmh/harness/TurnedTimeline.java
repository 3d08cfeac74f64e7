package dev.weir.jmh.harness;

import dev.weir.cache.pace.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;

/** A loop that the benchmark turns itself; its clock stands still and what is planned for later never comes. */
public final class TurnedTimeline implements Timeline {

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Instant now;

    public TurnedTimeline(Instant now) {
        this.now = now;
    }

    /** Runs what has been handed in, and what that hands in. */
    public void turn() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        return () -> {};
    }

    @Override
    public boolean onLoop() {
        return true;
    }
}
