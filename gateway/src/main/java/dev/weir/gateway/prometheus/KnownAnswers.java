package dev.weir.gateway.prometheus;

import dev.weir.gateway.prometheus.query.Parameters;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Answers to instant queries that somebody has asked for anyway. */
public interface KnownAnswers {

    /** None. */
    KnownAnswers NONE = (upstream, query, more, tenant) -> Optional.empty();

    /**
     * One of them.
     *
     * @param body as the upstream said it
     * @param askedAt when the upstream was asked
     * @param interval how often it is
     */
    record Known(Buffer body, Instant askedAt, Duration interval) {}

    /**
     * The latest answer, asked without credentials.
     *
     * @param query without needless space
     * @param more parameters beside the query
     * @param tenant on whose behalf, or empty
     */
    Optional<Known> find(URI upstream, String query, Parameters more, String tenant);
}
