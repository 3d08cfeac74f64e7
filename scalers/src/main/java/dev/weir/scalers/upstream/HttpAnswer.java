package dev.weir.scalers.upstream;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.document.JsonValue;
import dev.weir.scalers.document.UnusableDocumentException;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A complete answer.
 *
 * @param question whose text is method and URL without secrets, for messages; nothing is made of it as long as all is well
 * @param status HTTP status
 * @param reason the words that came with the status
 * @param retryAfter how long the upstream asked to be left alone, or null
 * @param body decoded and bounded
 */
public record HttpAnswer(
        Object question,
        int status,
        String reason,
        @Nullable Duration retryAfter,
        Buffer body) {

    private static final int LONGEST_WORDS = 200;

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

    /** The same, with these words of the server's; as far as they are short. */
    public SourceException refused(String words) {
        SourceException refused = refused();
        String line = words.strip().lines().findFirst().orElse("");
        String said = line.length() > LONGEST_WORDS ? line.substring(0, LONGEST_WORDS) + "…" : line;
        return said.isEmpty()
                ? refused
                : new SourceException(
                        refused.getMessage() + ": " + said, refused.retryAfter().orElse(null));
    }

    /** The same, with the text that stands at this place of the body, if it is JSON that has one there. */
    public SourceException refusedFor(String... names) {
        try {
            return refused(JsonValue.parse(body.toString(StandardCharsets.UTF_8))
                    .at(names)
                    .text());
        } catch (UnusableDocumentException e) {
            return refused();
        }
    }

    /** The failure of an answer that cannot be used; {@code what} completes the sentence. */
    public SourceException unusable(String what) {
        return new SourceException(question + " " + what);
    }

    /**
     * The body as JSON.
     *
     * @param what it should be, for the failure if it is none
     */
    public JsonValue json(String what) {
        try {
            return JsonValue.parse(body.toString(StandardCharsets.UTF_8));
        } catch (UnusableDocumentException e) {
            throw unusable("answered with something that is no " + what);
        }
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return question + " answered " + status + ", " + body.length() + " bytes";
    }
}
