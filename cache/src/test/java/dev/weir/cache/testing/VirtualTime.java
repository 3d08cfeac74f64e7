package dev.weir.cache.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Time that passes only when told to. All its timelines share one queue: tasks run in the order of their instants, those of
 * one instant in the order they were handed in, so that a run is repeated exactly.
 */
public final class VirtualTime implements InstantSource {

    /** Where time starts unless told otherwise; any instant does. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private Instant now;
    private long handedIn;
    private @Nullable VirtualTimeline running;

    public VirtualTime() {
        this(START);
    }

    public VirtualTime(Instant start) {
        now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** A new loop in this time. */
    public VirtualTimeline timeline() {
        return new VirtualTimeline(this);
    }

    /** Several new loops in this time. */
    public List<VirtualTimeline> timelines(int number) {
        return Stream.generate(this::timeline).limit(number).toList();
    }

    /** Runs what is due now, also what that hands in for now. */
    public void settle() {
        advance(Duration.ZERO);
    }

    /** Lets time pass and runs all that comes due. */
    public void advance(Duration time) {
        Instant end = now.plus(time);
        while (runNext(end)) {
            continue;
        }
        now = end;
    }

    /** Lets time pass while nothing runs, as when the process is stopped. */
    public void stall(Duration time) {
        now = now.plus(time);
    }

    /** Runs the next task if it is due by {@code end}; false if there is none. */
    public boolean runNext(Instant end) {
        Task task = tasks.peek();
        if (task == null || task.at.isAfter(end)) {
            return false;
        }
        tasks.remove();
        if (task.at.isAfter(now)) {
            now = task.at;
        }
        task.run();
        return true;
    }

    /** How many tasks are to run, now or later. */
    public int pending() {
        return (int) tasks.stream().filter(task -> !task.cancelled).count();
    }

    boolean runs(VirtualTimeline timeline) {
        return running == timeline;
    }

    Task at(Instant at, VirtualTimeline timeline, Runnable runnable) {
        Task task = new Task(at.isBefore(now) ? now : at, handedIn++, timeline, runnable);
        tasks.add(task);
        return task;
    }

    final class Task implements Comparable<Task> {
        private final Instant at;
        private final long order;
        private final VirtualTimeline timeline;
        private final Runnable runnable;
        private boolean cancelled;

        private Task(Instant at, long order, VirtualTimeline timeline, Runnable runnable) {
            this.at = at;
            this.order = order;
            this.timeline = timeline;
            this.runnable = runnable;
        }

        void cancel() {
            cancelled = true;
        }

        private void run() {
            if (!cancelled) {
                running = timeline;
                try {
                    runnable.run();
                } finally {
                    running = null;
                }
            }
        }

        @Override
        public int compareTo(Task other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }
}
