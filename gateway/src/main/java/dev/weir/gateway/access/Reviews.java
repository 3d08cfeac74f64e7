package dev.weir.gateway.access;

import io.vertx.core.Future;
import java.util.Optional;

/** What the API server says of callers. Any thread; answers come on any. */
interface Reviews {

    /**
     * Whether somebody may.
     *
     * @param reason what the authorizer says, or empty
     */
    record Verdict(boolean allowed, String reason) {}

    /** Whom a token names, if anybody. Fails with {@link ReviewException} if there is no answer. */
    Future<Optional<Caller>> token(String token);

    /** Whether somebody may. Fails with {@link ReviewException} if there is no answer. */
    Future<Verdict> access(Caller caller, Question question);
}
