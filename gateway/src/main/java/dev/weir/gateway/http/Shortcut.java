package dev.weir.gateway.http;

import io.vertx.core.http.HttpConnection;
import org.jspecify.annotations.Nullable;

/**
 * Knows answers that exist already. Whoever asks for one is answered without a request of Vert.x's being made for him, which
 * costs more than all else that he costs; whatever is not found goes to the handler, which answers everything and to the same
 * effect. Of one event loop.
 */
@FunctionalInterface
public interface Shortcut {

    /** The longest answer; Netty lets go of as much at once while a channel takes anything. */
    int MOST_BYTES = 32 << 10;

    /** Knows nothing. */
    Shortcut NONE = (connection, uri, heads) -> null;

    /**
     * The answer to a GET without a body, or null if the handler is to have it. Waits for nothing, and counts only what it answers.
     *
     * @param uri path and query as they came
     */
    @Nullable
    Prepared find(HttpConnection connection, String uri, Heads heads);
}
