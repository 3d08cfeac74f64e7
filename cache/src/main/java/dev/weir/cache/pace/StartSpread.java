package dev.weir.cache.pace;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * When a new source is polled for the first time: at its place in the interval, or before that as long as not more than
 * {@value #EARLY_PER_SECOND} sources per second start early. So a few sources all start at once, and ten thousand start
 * spread over their interval, hardly faster than they go on. Sources that are asked together take one early place for all
 * that come before it is there: they are one question. Shared by all timelines, without a lock.
 */
public final class StartSpread {

    static final int EARLY_PER_SECOND = 25;
    private static final long SPACING_MILLIS = 1_000 / EARLY_PER_SECOND;

    private static final int PLACES_KEPT = 256;

    private final AtomicLong nextEarlyMillis = new AtomicLong(Long.MIN_VALUE);
    private final Map<Object, Instant> places = new ConcurrentHashMap<>();

    /** The first start of a source that is added at {@code now}; takes an early place if one comes before its own. */
    public Instant first(Instant now, Rhythm rhythm, Duration interval) {
        long nowMillis = now.toEpochMilli();
        long own = rhythm.slotFrom(now, interval).toEpochMilli();
        while (true) {
            long next = nextEarlyMillis.get();
            long early = isSane(next, nowMillis, interval) ? Math.max(next, nowMillis) : nowMillis;
            if (early >= own) {
                return Instant.ofEpochMilli(own);
            }
            if (nextEarlyMillis.compareAndSet(next, early + SPACING_MILLIS)) {
                return Instant.ofEpochMilli(early);
            }
        }
    }

    /** The same for one of the sources that are asked together as {@code together}. */
    public Instant first(Instant now, Rhythm rhythm, Duration interval, Object together) {
        if (places.size() >= PLACES_KEPT) {
            places.values().removeIf(place -> place.isBefore(now));
        }
        return places.compute(
                together,
                (all, place) -> place != null && isAhead(place, now, rhythm.slotFrom(now, interval))
                        ? place
                        : first(now, rhythm, interval));
    }

    int remembered() {
        return places.size();
    }

    private static boolean isAhead(Instant place, Instant now, Instant own) {
        return !place.isBefore(now) && !place.isAfter(own);
    }

    /** False if the clock was set back so far that waiting for the remembered place would be waiting for long ago. */
    private static boolean isSane(long nextMillis, long nowMillis, Duration interval) {
        return nextMillis
                <= nowMillis + Math.max(interval.toMillis(), Duration.ofHours(1).toMillis());
    }
}
