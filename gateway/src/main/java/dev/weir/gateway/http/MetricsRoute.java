package dev.weir.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /metrics}: our own meters as Prometheus text; everything else goes to the next handler. The text is written on a
 * worker, once for all who ask meanwhile, so that no number of scrapers makes more than one write at a time per loop.
 */
public final class MetricsRoute implements Handler<HttpServerRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(MetricsRoute.class);
    private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Vertx vertx;
    private final Supplier<String> text;
    private final Handler<HttpServerRequest> next;
    private @Nullable Future<Buffer> underWay;

    public MetricsRoute(Vertx vertx, Supplier<String> text, Handler<HttpServerRequest> next) {
        this.vertx = vertx;
        this.text = text;
        this.next = next;
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (!"/metrics".equals(request.path())) {
            next.handle(request);
        } else if (request.method() != HttpMethod.GET) {
            StatusReply.methodNotAllowed().send(request);
        } else {
            scrape().onSuccess(scraped -> request.response()
                            .putHeader(HttpHeaders.CONTENT_TYPE, CONTENT_TYPE)
                            .end(scraped))
                    .onFailure(fault -> {
                        LOG.error("the meters could not be written", fault);
                        StatusReply.failure("the meters could not be written").send(request);
                    });
        }
    }

    private Future<Buffer> scrape() {
        Future<Buffer> current = underWay;
        if (current == null) {
            current = vertx.executeBlocking(() -> Buffer.buffer(text.get()), false);
            underWay = current;
            current.onComplete(done -> underWay = null);
        }
        return current;
    }
}
