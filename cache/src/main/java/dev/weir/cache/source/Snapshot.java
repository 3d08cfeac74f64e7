package dev.weir.cache.source;

import dev.weir.cache.trace.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a source at one moment: the latest reading, the last good one however old, and how many polls in a
 * row have failed since. A failure never erases the last good value.
 *
 * @param latest the most recent reading
 * @param lastGood the most recent value, or null if the source has never answered
 * @param failures polls failed in a row up to and including {@code latest}; 0 if it is a value
 * @param poll the step of a trace that brought {@code latest}
 */
public record Snapshot<R>(Reading<R> latest, Reading.@Nullable Value<R> lastGood, int failures, Span poll) {

    /** The first reading of a source. */
    public static <R> Snapshot<R> first(Reading<R> reading) {
        return new Snapshot<R>(reading, null, 0, Span.NONE).and(reading);
    }

    /** What is known after one more reading. */
    public Snapshot<R> and(Reading<R> next) {
        if (next instanceof Reading.Value<R> value) {
            return new Snapshot<>(value, value, 0, Span.NONE);
        }
        return new Snapshot<>(next, lastGood, failures + 1, Span.NONE);
    }

    /**
     * What two replicas know together: the later reading and the later value. It does not matter who asks whom, or how
     * often. This very object if the other one adds nothing.
     */
    public Snapshot<R> or(Snapshot<R> other) {
        Reading.Value<R> good = later(lastGood, other.lastGood);
        if (latest.takenAt().compareTo(other.latest.takenAt()) >= 0) {
            return good == lastGood ? this : new Snapshot<>(latest, good, failures, poll);
        }
        return new Snapshot<>(other.latest, good, other.failures, other.poll);
    }

    private static <R> Reading.@Nullable Value<R> later(
            Reading.@Nullable Value<R> one, Reading.@Nullable Value<R> other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.takenAt().compareTo(other.takenAt()) >= 0 ? one : other;
    }

    /** The same, brought by this step of a trace. */
    public Snapshot<R> by(Span span) {
        return new Snapshot<>(latest, lastGood, failures, span);
    }

    /** The message of the latest reading where it is a failure. */
    public Optional<String> failure() {
        return latest instanceof Reading.Failure<R> failure ? Optional.of(failure.message()) : Optional.empty();
    }

    /** How old the last good value is at {@code now}; empty if there is none. */
    public Optional<Duration> age(Instant now) {
        return Optional.ofNullable(lastGood).map(value -> Duration.between(value.takenAt(), now));
    }
}
