package dev.weir.cache.source;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An expected failure of a poll: refused, timed out, answered with an error or with nonsense. It carries no stack trace;
 * its message is shown to users as it is and holds no secret.
 */
public final class SourceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable Duration retryAfter;

    public SourceException(String message) {
        this(message, null);
    }

    /** {@code retryAfter} is what the upstream asked to wait before the next question, where it did. */
    public SourceException(String message, @Nullable Duration retryAfter) {
        super(message, null, false, false);
        this.retryAfter = retryAfter;
    }

    /** How long the upstream asked to be left alone. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
