package dev.weir.scalers.cron;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Start and end. Inside means that the next end comes no later than the next start; an end that never comes means outside,
 * a start that never comes inside.
 */
record CronWindow(CronExpression start, CronExpression end) {

    /** How long "never" is believed: a firing more than five years away is not seen until it is nearer. */
    private static final Duration NEVER_FOR = Duration.ofDays(1);

    /**
     * The state at an instant, and until when it cannot change.
     *
     * @param until exclusive
     */
    record State(boolean inside, Instant from, Instant until) {
        boolean holdsAt(Instant now) {
            return !now.isBefore(from) && now.isBefore(until);
        }
    }

    State at(Instant now, ZoneId zone) {
        Optional<Instant> nextStart = start.after(now, zone);
        Optional<Instant> nextEnd = end.after(now, zone);
        boolean inside =
                nextEnd.isPresent() && (nextStart.isEmpty() || !nextEnd.get().isAfter(nextStart.get()));
        return new State(inside, now, earlier(until(nextStart, now), until(nextEnd, now)));
    }

    private static Instant until(Optional<Instant> firing, Instant now) {
        return firing.orElseGet(() -> now.plus(NEVER_FOR));
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
