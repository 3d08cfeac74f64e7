package dev.weir.gateway.access;

import dev.weir.gateway.access.Reviews.Verdict;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** What those are told who may not read, or of whom it is not known, in the words of the API server; their form is the door's. */
final class Refusals {

    private static final int MALFORMED = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int UNAVAILABLE = 503;

    private final Refused refused;

    /** @param refused how the door words them */
    Refusals(Refused refused) {
        this.refused = refused;
    }

    void unauthorized(HttpServerRequest request) {
        refused.send(request, UNAUTHORIZED, "Unauthorized", "Unauthorized");
    }

    void forbidden(HttpServerRequest request, Caller caller, Question question, Verdict verdict) {
        String why = verdict.reason().isEmpty() ? "" : ": " + verdict.reason();
        refused.send(request, FORBIDDEN, "Forbidden", question.forbidden(caller.user()) + why);
    }

    void impersonation(HttpServerRequest request) {
        refused.send(
                request,
                FORBIDDEN,
                "Forbidden",
                "forbidden: nobody is impersonated here; ask through the API server, which knows who may");
    }

    void malformed(HttpServerRequest request) {
        refused.send(request, MALFORMED, "BadRequest", "the request URI is not well percent-encoded UTF-8");
    }

    void unavailable(HttpServerRequest request, Throwable fault) {
        String why =
                fault instanceof ReviewException said ? said.getMessage() : "the API server's answer makes no sense";
        later(request, "who may read is not known now: " + why);
    }

    void full(HttpServerRequest request, int limit) {
        later(request, limit + " requests wait already to hear from the API server whether they may be answered");
    }

    private void later(HttpServerRequest request, String sentence) {
        request.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
        refused.send(request, UNAVAILABLE, "ServiceUnavailable", sentence);
    }
}
