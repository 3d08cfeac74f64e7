package dev.weir.cache.poll;

import dev.weir.cache.pace.Backoff;
import dev.weir.cache.pace.Rhythm;
import dev.weir.cache.pace.StartSpread;
import dev.weir.cache.source.Reading;
import dev.weir.cache.source.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a source is asked next. A period runs from the start of one poll to the start of the next and is never
 * shorter than the interval, except the one in which the interval is shortened.
 *
 * <p>An upstream that asks to be left alone (retry-after) is left alone, up to the cap of the back-off, but not before a
 * fallback that waits for a few more failures has had them: what its object does in the meantime is worth these questions.
 */
final class Planner {

    /**
     * The next poll.
     *
     * @param backingOff failures in a row if the source backs off, 0 if it is asked at its interval
     */
    record Plan(Instant next, int backingOff) {}

    private static final int SKIP_DIVISOR = 10;

    private final Rhythm rhythm;
    private final Backoff backoff;
    private final DoubleSupplier jitter;
    private @Nullable Instant lastPlanned;
    private @Nullable Instant lastStarted;

    Planner(Rhythm rhythm, Backoff backoff, DoubleSupplier jitter) {
        this.rhythm = rhythm;
        this.backoff = backoff;
        this.jitter = jitter;
    }

    /** The first poll of all. */
    Instant first(Instant now, Demand demand, StartSpread spread) {
        return spread.first(now, rhythm, demand.interval());
    }

    void started(Instant planned, Instant started) {
        lastPlanned = planned;
        lastStarted = started;
    }

    /** After a poll that was turned away: soon, a little scattered. */
    Instant afterSkip(Instant now, Demand demand) {
        double scattered = (1 + jitter.getAsDouble()) * demand.interval().toMillis() / SKIP_DIVISOR;
        return now.plusMillis((long) scattered + 1);
    }

    /** After a poll. */
    Plan next(Demand demand, Snapshot<?> known) {
        Instant started = lastStarted;
        Instant planned = lastPlanned;
        if (started == null || planned == null) {
            throw new IllegalStateException("nothing was polled yet");
        }
        return delayed(rhythm.next(planned, started, demand.interval()), started, demand, known);
    }

    /** After the demands changed while the next poll was planned for {@code current}. */
    Plan replan(Instant now, Instant current, Demand before, Demand demand, @Nullable Snapshot<?> known) {
        Instant started = lastStarted;
        if (started == null || known == null) {
            return new Plan(earlier(current, rhythm.slotFrom(now, demand.interval())), 0);
        }
        Plan plan = next(demand, known);
        boolean shorter = demand.interval().compareTo(before.interval()) < 0;
        if (!shorter) {
            return plan;
        }
        // No stretching here: who asks for a shorter interval is to have it from the next poll on.
        Instant soonest = started.plus(demand.interval());
        return delayed(earlier(plan.next(), soonest), started, demand, known);
    }

    private Plan delayed(Instant regular, Instant started, Demand demand, Snapshot<?> known) {
        if (!(known.latest() instanceof Reading.Failure<?> failure)) {
            return new Plan(regular, 0);
        }
        int counting = known.failures() - demand.failuresBeforeBackOff();
        if (counting < 0) {
            return new Plan(regular, 0);
        }
        Instant next = regular;
        if (failure.retryAfter() != null) {
            next = later(next, failure.takenAt().plus(backoff.honoured(failure.retryAfter())));
        }
        if (counting == 0) {
            return new Plan(next, 0);
        }
        Duration delay = backoff.delay(demand.interval(), counting, jitter.getAsDouble());
        return new Plan(later(next, started.plus(delay)), known.failures());
    }

    /** How long to sleep; never longer than was planned, even if the clock was set back since. */
    Duration sleep(Instant now, Instant next, Demand demand) {
        Duration sleep = Duration.between(now, next);
        Duration most = lastStarted == null ? demand.interval() : Duration.between(lastStarted, next);
        return sleep.compareTo(most) < 0 ? sleep : most;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
