package dev.weir.gateway.access;

import dev.weir.gateway.access.Reviews.Verdict;
import dev.weir.gateway.http.StatusReply;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** What those are told who may not read, or of whom it is not known, in the words of the API server. */
final class Refusals {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int UNAVAILABLE = 503;

    private Refusals() {}

    static void unauthorized(HttpServerRequest request) {
        new StatusReply(UNAUTHORIZED, "Unauthorized", "Unauthorized").sendUnread(request);
    }

    static void forbidden(HttpServerRequest request, Caller caller, Question question, Verdict verdict) {
        String why = verdict.reason().isEmpty() ? "" : ": " + verdict.reason();
        new StatusReply(FORBIDDEN, "Forbidden", question.forbidden(caller.user()) + why).sendUnread(request);
    }

    static void impersonation(HttpServerRequest request) {
        new StatusReply(
                        FORBIDDEN,
                        "Forbidden",
                        "forbidden: nobody is impersonated here; ask through the API server, which knows who may")
                .sendUnread(request);
    }

    static void malformed(HttpServerRequest request) {
        StatusReply.badRequest("the request URI is not well percent-encoded UTF-8")
                .sendUnread(request);
    }

    static void unavailable(HttpServerRequest request, Throwable fault) {
        String why =
                fault instanceof ReviewException said ? said.getMessage() : "the API server's answer makes no sense";
        later(request, "who may read is not known now: " + why);
    }

    static void full(HttpServerRequest request, int limit) {
        later(request, limit + " requests wait already to hear from the API server whether they may be answered");
    }

    private static void later(HttpServerRequest request, String sentence) {
        request.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
        new StatusReply(UNAVAILABLE, "ServiceUnavailable", sentence).sendUnread(request);
    }
}
