package dev.weir.cache.testing;

import dev.weir.cache.pace.Timeline;
import java.time.Duration;
import java.time.Instant;

/** One loop in virtual time. */
public final class VirtualTimeline implements Timeline {

    private final VirtualTime time;

    VirtualTimeline(VirtualTime time) {
        this.time = time;
    }

    @Override
    public Instant now() {
        return time.instant();
    }

    @Override
    public void execute(Runnable task) {
        time.at(time.instant(), this, task);
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        return time.at(time.instant().plus(delay), this, task)::cancel;
    }

    @Override
    public boolean onLoop() {
        return time.runs(this);
    }
}
