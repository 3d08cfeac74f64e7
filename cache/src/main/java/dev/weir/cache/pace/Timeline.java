package dev.weir.cache.pace;

import java.time.Duration;
import java.time.Instant;

/**
 * One event loop and its clock. What belongs to a timeline is touched by its tasks only, which run one after the other, so
 * it needs no lock. In production a Vert.x event loop, in a simulation virtual time.
 */
public interface Timeline {

    /** The present; may be asked from any thread. */
    Instant now();

    /** Runs a task on the loop, never at once, in the order in which one thread hands tasks in. From any thread. */
    void execute(Runnable task);

    /** Runs a task on the loop after a delay; at the next turn if the delay is not positive. On the loop only. */
    Timer after(Duration delay, Runnable task);

    /** Whether the caller runs on this loop. */
    boolean onLoop();

    /** A task that is to run later. */
    @FunctionalInterface
    interface Timer {

        /** Forgets the task if it has not run yet. On the loop only; then the task is certain not to run. */
        void cancel();
    }
}
