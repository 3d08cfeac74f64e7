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
 * shorter than the interval, except the first one after an early start and the one in which the interval is shortened.
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
    private static final int SOON_DIVISOR = 4;
    private static final Duration MOST_SCATTERED = Duration.ofSeconds(2);

    private final Rhythm rhythm;
    private final Backoff backoff;
    private final DoubleSupplier jitter;
    private @Nullable Instant lastPlanned;
    private @Nullable Instant lastStarted;

    /** Whether the last poll that was started, or the first one if none was, came before its place. */
    private boolean early;

    Planner(Rhythm rhythm, Backoff backoff, DoubleSupplier jitter) {
        this.rhythm = rhythm;
        this.backoff = backoff;
        this.jitter = jitter;
    }

    /**
     * The first poll of all.
     *
     * @param together what the source is asked together with, or null
     */
    Instant first(Instant now, Demand demand, StartSpread spread, @Nullable Object together) {
        Instant first = together == null
                ? spread.first(now, rhythm, demand.interval())
                : spread.first(now, rhythm, demand.interval(), together);
        early = !first.equals(rhythm.slotFrom(first, demand.interval()));
        return first;
    }

    /** The next time at which the source is in its place. */
    Instant place(Instant now, Demand demand) {
        return rhythm.slotFrom(now, demand.interval());
    }

    /** Another replica has a reading: this counts as a poll, at the source's place where it was taken soon after that. */
    void heard(Instant takenAt, Demand demand) {
        Instant place = rhythm.slotFrom(takenAt.minus(demand.interval()).plusMillis(1), demand.interval());
        Duration after = Duration.between(place, takenAt);
        boolean inPlace = after.compareTo(demand.interval().dividedBy(SOON_DIVISOR)) <= 0;
        early = false;
        lastPlanned = inPlace ? place : takenAt;
        lastStarted = lastPlanned;
    }

    void started(Instant planned, Instant started) {
        early &= lastStarted == null;
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
        return next(demand, known, jitter.getAsDouble());
    }

    /** After a poll, by when another replica asks at the latest: the jitter is its own. */
    Plan expected(Demand demand, Snapshot<?> known) {
        return next(demand, known, 0);
    }

    private Plan next(Demand demand, Snapshot<?> known, double scatter) {
        Instant started = lastStarted;
        Instant planned = lastPlanned;
        if (started == null || planned == null) {
            throw new IllegalStateException("nothing was polled yet");
        }
        Instant regular =
                early ? rhythm.settle(started, demand.interval()) : rhythm.next(planned, started, demand.interval());
        return delayed(regular, started, demand, known, scatter);
    }

    /**
     * Goes on with what is known, after the replica that asks has changed. What should have been asked already is, but not all
     * at once: within a quarter of the interval or two seconds, each source at its phase.
     */
    Plan resume(Instant now, Demand demand, Snapshot<?> known) {
        if (lastStarted == null) {
            return new Plan(place(now, demand), 0);
        }
        Plan plan = next(demand, known);
        if (!plan.next().isBefore(now)) {
            return plan;
        }
        Duration quarter = demand.interval().dividedBy(SOON_DIVISOR);
        Duration within = quarter.compareTo(MOST_SCATTERED) < 0 ? quarter : MOST_SCATTERED;
        return new Plan(now.plusMillis((long) (rhythm.phase() * within.toMillis())), plan.backingOff());
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
        return delayed(earlier(plan.next(), soonest), started, demand, known, jitter.getAsDouble());
    }

    private Plan delayed(Instant regular, Instant started, Demand demand, Snapshot<?> known, double scatter) {
        if (!(known.latest() instanceof Reading.Failure<?> failure)) {
            return new Plan(regular, 0);
        }
        int counting = known.failures() - demand.failuresBeforeBackOff();
        if (counting < 0) {
            return new Plan(regular, 0);
        }
        Instant next = regular;
        if (failure.retryAfter() != null) {
            Instant asked = failure.takenAt().plus(backoff.honoured(failure.retryAfter()));
            next = later(next, rhythm.putOff(asked, demand.interval()));
        }
        if (counting == 0) {
            return new Plan(next, 0);
        }
        Duration delay = backoff.delay(demand.interval(), counting, scatter);
        return new Plan(later(next, rhythm.putOff(started.plus(delay), demand.interval())), known.failures());
    }

    /** How long to sleep; never longer than was planned, even if the clock was set back since. */
    Duration sleep(Instant now, Instant next, Demand demand) {
        return asPlanned(now, next, demand.interval());
    }

    /** How long to watch others; never longer than was planned, even if the clock was set back since. */
    Duration watch(Instant now, Instant until) {
        return asPlanned(now, until, Duration.between(now, until));
    }

    /** @param first the longest before anything was started */
    private Duration asPlanned(Instant now, Instant until, Duration first) {
        Duration wait = Duration.between(now, until);
        Duration most = lastStarted == null ? first : Duration.between(lastStarted, until);
        return wait.compareTo(most) < 0 ? wait : most;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
