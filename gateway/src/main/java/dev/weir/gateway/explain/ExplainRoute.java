package dev.weir.gateway.explain;

import dev.weir.controller.explain.Explained;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.gateway.http.StatusReply;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /weir/v1/explain/scaledobjects/NAMESPACE/NAME} and {@code …/scaledjobs/…}: an explanation as JSON. Everything else
 * goes to the next handler. Explanations are made on workers, a few at a time: whoever comes while {@value #AT_ONCE} are being
 * made gets 503 and may come again in a second. One for all event loops.
 */
public final class ExplainRoute {

    static final int AT_ONCE = 4;

    private static final Logger LOG = LoggerFactory.getLogger(ExplainRoute.class);
    private static final String PREFIX = "/weir/v1/explain";

    /** Names of Kubernetes need no coding in a path. */
    private static final Pattern PATH =
            Pattern.compile(PREFIX + "/(scaledobjects|scaledjobs)/([a-z0-9.-]{1,253})/([a-z0-9.-]{1,253})");

    private static final int TOO_MANY = 503;

    private final Vertx vertx;
    private final Explaining explaining;
    private final ExplanationJson json = new ExplanationJson();
    private final AtomicInteger underWay = new AtomicInteger();

    public ExplainRoute(Vertx vertx, Explaining explaining) {
        this.vertx = vertx;
        this.explaining = explaining;
    }

    /** The handler; {@code next} takes what is not to be explained. */
    public Handler<HttpServerRequest> before(Handler<HttpServerRequest> next) {
        return request -> {
            String path = request.path();
            if (path != null && path.startsWith(PREFIX)) {
                handle(request, path);
            } else {
                next.handle(request);
            }
        };
    }

    private void handle(HttpServerRequest request, String path) {
        Matcher asked = PATH.matcher(path);
        if (request.method() != HttpMethod.GET) {
            StatusReply.methodNotAllowed().send(request);
        } else if (!asked.matches()) {
            new StatusReply(
                            404,
                            "NotFound",
                            "an explanation is at " + PREFIX + "/scaledobjects/NAMESPACE/NAME or " + PREFIX
                                    + "/scaledjobs/NAMESPACE/NAME, with names of Kubernetes")
                    .send(request);
        } else if (underWay.incrementAndGet() > AT_ONCE) {
            underWay.decrementAndGet();
            request.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
            new StatusReply(
                            TOO_MANY,
                            "ServiceUnavailable",
                            AT_ONCE + " explanations are being made already; ask again in a second")
                    .send(request);
        } else {
            String kind = asked.group(1).equals("scaledjobs") ? "ScaledJob" : "ScaledObject";
            explain(request, kind, new ObjectKey(asked.group(2), asked.group(3)));
        }
    }

    private void explain(HttpServerRequest request, String kind, ObjectKey key) {
        vertx.executeBlocking(() -> reply(explaining.explain(kind, key)), false)
                .onComplete(done -> underWay.decrementAndGet())
                .onSuccess(reply -> reply.send(request))
                .onFailure(fault -> {
                    LOG.error("not explained kind={} object={}", kind, key, fault);
                    StatusReply.failure(kind + " " + key + " could not be explained; Weir's log says why")
                            .send(request);
                });
    }

    /** What goes back; its bytes are made on the worker too. */
    @FunctionalInterface
    private interface Reply {
        void send(HttpServerRequest request);
    }

    private Reply reply(Explained explained) {
        if (explained instanceof Explained.Found found) {
            Buffer body = json.write(found.explanation());
            return request -> request.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(body);
        }
        if (explained instanceof Explained.Absent absent) {
            return new StatusReply(404, "NotFound", absent.message())::send;
        }
        return new StatusReply(TOO_MANY, "ServiceUnavailable", ((Explained.NotYet) explained).message())::send;
    }
}
