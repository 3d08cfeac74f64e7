package dev.weir.gateway.top;

import dev.weir.gateway.http.StatusReply;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /weir/v1/top?sort=…&limit=…&namespace=…}: everything in short as JSON. Everything else goes to the next handler. One
 * look is taken in a second, on a worker, however many ask; {@value #AT_ONCE} answers are made at once, and who comes on top
 * gets 503 and may come again in a second. One for all event loops.
 */
public final class TopRoute {

    static final int AT_ONCE = 4;

    private static final Logger LOG = LoggerFactory.getLogger(TopRoute.class);
    private static final String PATH = "/weir/v1/top";
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final int TOO_MANY = 503;

    private final Vertx vertx;
    private final Top top;
    private final DoubleSupplier gets;
    private final InstantSource clock;
    private final String version;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicReference<@Nullable Shared> latest = new AtomicReference<>();

    /** A look that several readers share. */
    private record Shared(Instant at, Promise<TopLook> look) {}

    /** @param gets how often metrics have been read so far */
    public TopRoute(Vertx vertx, Top top, DoubleSupplier gets, InstantSource clock, String version) {
        this.vertx = vertx;
        this.top = top;
        this.gets = gets;
        this.clock = clock;
        this.version = version;
    }

    /** The handler; {@code next} takes what is of another path. */
    public Handler<HttpServerRequest> before(Handler<HttpServerRequest> next) {
        return request -> {
            if (PATH.equals(request.path())) {
                handle(request);
            } else {
                next.handle(request);
            }
        };
    }

    private void handle(HttpServerRequest request) {
        if (request.method() != HttpMethod.GET) {
            StatusReply.methodNotAllowed().send(request);
            return;
        }
        TopQuery query;
        try {
            query = TopQuery.of(request.params());
        } catch (IllegalArgumentException e) {
            StatusReply.badRequest(String.valueOf(e.getMessage())).send(request);
            return;
        }
        if (underWay.incrementAndGet() > AT_ONCE) {
            underWay.decrementAndGet();
            request.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
            new StatusReply(
                            TOO_MANY,
                            "ServiceUnavailable",
                            AT_ONCE + " answers are being made already; ask again in a second")
                    .send(request);
            return;
        }
        look().compose(look ->
                        vertx.executeBlocking(() -> look.answer(query, version).toBuffer(), false))
                .onComplete(done -> underWay.decrementAndGet())
                .onSuccess(body -> request.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .end(body))
                .onFailure(fault -> {
                    LOG.error("nothing seen", fault);
                    StatusReply.failure("everything could not be looked at; Weir's log says why")
                            .send(request);
                });
    }

    /** The latest look if it is fresh or under way, else a new one. */
    private Future<TopLook> look() {
        Instant now = clock.instant();
        Shared known = latest.get();
        if (known != null
                && (!known.look().future().isComplete()
                        || now.isBefore(known.at().plus(FRESH)))
                && !known.look().future().failed()) {
            return known.look().future();
        }
        Shared next = new Shared(now, Promise.promise());
        if (!latest.compareAndSet(known, next)) {
            return look();
        }
        TopLook before = known == null ? null : known.look().future().result();
        vertx.executeBlocking(() -> TopLook.take(top, now, gets.getAsDouble(), before), false)
                .onComplete(next.look());
        return next.look().future();
    }
}
