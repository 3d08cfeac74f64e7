package dev.weir.gateway.webhook;

import dev.weir.controller.review.Answer;
import dev.weir.controller.review.ReviewedKind;
import dev.weir.gateway.http.StatusReply;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** AdmissionReviews by POST, one path for each kind; everything else goes to the next handler. */
public final class ReviewRoute implements Handler<HttpServerRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(ReviewRoute.class);
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final HttpMethod METHOD = HttpMethod.POST;

    private final BiFunction<ReviewedKind, Buffer, Future<Answer>> admission;
    private final ReviewBodies bodies;
    private final Handler<HttpServerRequest> next;

    /** @param admission waits for nothing on the caller's thread */
    public ReviewRoute(
            BiFunction<ReviewedKind, Buffer, Future<Answer>> admission,
            ReviewBodies bodies,
            Handler<HttpServerRequest> next) {
        this.admission = admission;
        this.bodies = bodies;
        this.next = next;
    }

    @Override
    public void handle(HttpServerRequest request) {
        String path = request.path();
        Optional<ReviewedKind> kind = path == null ? Optional.empty() : ReviewedKind.at(path);
        if (kind.isEmpty()) {
            next.handle(request);
        } else if (!request.method().equals(METHOD)) {
            request.response().putHeader(HttpHeaders.ALLOW, METHOD.name());
            StatusReply.methodNotAllowed().send(request);
        } else if (!isJson(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
            new StatusReply(415, "UnsupportedMediaType", "the body of a review must be application/json")
                    .sendUnread(request);
        } else {
            bodies.read(request, body -> review(request, kind.get(), body));
        }
    }

    private static boolean isJson(String contentType) {
        return contentType != null
                && contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals("application/json");
    }

    private Future<Void> review(HttpServerRequest request, ReviewedKind kind, Buffer body) {
        return admission
                .apply(kind, body)
                .onSuccess(answer -> reply(request, answer))
                .onFailure(fault -> {
                    LOG.error("a review of a {} failed", kind.kind(), fault);
                    StatusReply.failure("the review failed").send(request);
                })
                .mapEmpty();
    }

    private static void reply(HttpServerRequest request, Answer answer) {
        if (answer instanceof Answer.Reviewed reviewed) {
            request.response().putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(Buffer.buffer(reviewed.json()));
        } else if (answer instanceof Answer.Unreadable unreadable) {
            StatusReply.badRequest(unreadable.sentence()).send(request);
        } else if (answer instanceof Answer.Busy busy) {
            new StatusReply(503, "ServiceUnavailable", busy.sentence()).send(request);
        }
    }
}
