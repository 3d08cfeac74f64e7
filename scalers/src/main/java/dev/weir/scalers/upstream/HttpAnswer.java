package dev.weir.scalers.upstream;

import dev.weir.cache.source.SourceException;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A complete answer.
 *
 * @param question method and URL without secrets, for messages
 * @param status HTTP status
 * @param reason the words that came with the status
 * @param retryAfter how long the upstream asked to be left alone, or null
 * @param body decoded and bounded
 */
public record HttpAnswer(
        String question,
        int status,
        String reason,
        @Nullable Duration retryAfter,
        Buffer body) {

    public boolean successful() {
        return status >= 200 && status < 300;
    }

    /** This answer. Throws {@link #refused()} if its status is none of success. */
    public HttpAnswer accepted() {
        if (!successful()) {
            throw refused();
        }
        return this;
    }

    /** The failure that this status is. */
    public SourceException refused() {
        return new SourceException(
                question + " answered " + status + (reason.isEmpty() ? "" : " " + reason), retryAfter);
    }

    /** The failure of an answer that cannot be used; {@code what} completes the sentence. */
    public SourceException unusable(String what) {
        return new SourceException(question + " " + what);
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return question + " answered " + status + ", " + body.length() + " bytes";
    }
}
