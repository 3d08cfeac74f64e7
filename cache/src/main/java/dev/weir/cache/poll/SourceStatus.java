package dev.weir.cache.poll;

import dev.weir.cache.source.SourceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One source as tables show it.
 *
 * @param key the source
 * @param upstream who is asked
 * @param interval the shortest interval that its subscribers ask for
 * @param subscribers how many share it
 * @param polls started so far
 * @param failures readings failed in a row
 * @param lastReadingAt when the latest reading was taken, or null
 * @param lastGoodAt when the latest value was taken, or null
 * @param lastFailure the message of the latest reading if it is a failure, else null
 * @param took how long the latest poll took, or null before the first has ended
 * @param late how much later than planned the latest poll began, skipped ones included
 * @param state what it is doing: idle, waiting, in flight, backing off or closed
 */
public record SourceStatus(
        SourceKey key,
        String upstream,
        Duration interval,
        int subscribers,
        long polls,
        int failures,
        @Nullable Instant lastReadingAt,
        @Nullable Instant lastGoodAt,
        @Nullable String lastFailure,
        @Nullable Duration took,
        Duration late,
        String state) {

    /** How old the latest value is; empty if there is none. */
    public Optional<Duration> age(Instant now) {
        return Optional.ofNullable(lastGoodAt).map(at -> Duration.between(at, now));
    }
}
