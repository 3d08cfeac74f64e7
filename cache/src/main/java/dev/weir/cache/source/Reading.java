package dev.weir.cache.source;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What one poll brought: a value or a failure, with the instant it was taken. */
public sealed interface Reading<R> {

    /** When the answer or the failure arrived. */
    Instant takenAt();

    /** An answer. */
    record Value<R>(R value, Instant takenAt) implements Reading<R> {}

    /**
     * No answer. The message is fit for users: it says what was asked and what went wrong, and holds no secret.
     *
     * @param retryAfter how long the upstream asked to be left alone, or null
     */
    record Failure<R>(
            String message, Instant takenAt, @Nullable Duration retryAfter) implements Reading<R> {}
}
