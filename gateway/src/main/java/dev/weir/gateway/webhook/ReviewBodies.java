package dev.weir.gateway.webhook;

import dev.weir.gateway.http.StatusReply;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Reads bodies as far as there is room for them: one may have 3 MiB, as much as an API server takes from its own clients, all
 * together 64 MiB from their first byte until their answer, and each must have come within 10 s, when the API server gives up.
 * One that is too long, comes too slowly or finds no room is refused, counted, and not read on.
 *
 * <p>Shared by all connections; each body belongs to the event loop of its connection.
 */
public final class ReviewBodies {

    /** Of one body. */
    public static final int LIMIT_BYTES = 3 << 20;

    static final long ROOM_BYTES = 64L << 20;
    private static final long PATIENCE_MILLIS = 10_000;

    private final Vertx vertx;
    private final long roomBytes;
    private final long patienceMillis;
    private final AtomicLong held = new AtomicLong();
    private final MeterRegistry meters;

    public ReviewBodies(Vertx vertx, MeterRegistry meters) {
        this(vertx, meters, ROOM_BYTES, PATIENCE_MILLIS);
    }

    /** With bounds of a test's own. */
    ReviewBodies(Vertx vertx, MeterRegistry meters, long roomBytes, long patienceMillis) {
        this.vertx = vertx;
        this.meters = meters;
        this.roomBytes = roomBytes;
        this.patienceMillis = patienceMillis;
        Gauge.builder("weir.admission.bodies.bytes", held, AtomicLong::get)
                .description("Bytes of bodies that are being read or reviewed")
                .register(meters);
    }

    /** @param use what is done with a whole body; its room is given back when that has ended */
    void read(HttpServerRequest request, Function<Buffer, Future<Void>> use) {
        if (announced(request) > LIMIT_BYTES) {
            refuse(request, tooLong());
        } else {
            new Body(request, use).begin();
        }
    }

    private static long announced(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException notALength) {
            // The codec of the connection has refused it, or counts by itself what comes.
            return 0;
        }
    }

    private static StatusReply tooLong() {
        return new StatusReply(
                413, "RequestEntityTooLarge", "the body of a review may have at most " + LIMIT_BYTES + " bytes");
    }

    private void refuse(HttpServerRequest request, StatusReply reply) {
        Counter.builder("weir.admission.bodies.refused")
                .description("Bodies of reviews that were not read to their end")
                .tag("code", Integer.toString(reply.code()))
                .register(meters)
                .increment();
        reply.sendUnread(request);
    }

    private final class Body {

        private final HttpServerRequest request;
        private final Function<Buffer, Future<Void>> use;
        private final long timer;
        private Buffer read = Buffer.buffer();
        private long mine;
        private boolean over;

        Body(HttpServerRequest request, Function<Buffer, Future<Void>> use) {
            this.request = request;
            this.use = use;
            this.timer = vertx.setTimer(
                    patienceMillis,
                    late -> end(new StatusReply(
                            408, "Timeout", "the body of a review must have come within " + patienceMillis + " ms")));
        }

        void begin() {
            request.exceptionHandler(gone -> giveUp()).handler(this::take).endHandler(whole -> whole());
        }

        private void take(Buffer part) {
            if (over) {
                return;
            }
            mine += part.length();
            long all = held.addAndGet(part.length());
            if (mine > LIMIT_BYTES) {
                end(tooLong());
            } else if (all > roomBytes) {
                end(new StatusReply(
                        503, "ServiceUnavailable", "reviews of " + roomBytes + " bytes are under way already"));
            } else {
                read.appendBuffer(part);
            }
        }

        private void whole() {
            if (over) {
                return;
            }
            over = true;
            vertx.cancelTimer(timer);
            use.apply(read).onComplete(done -> giveBack());
        }

        private void end(StatusReply reply) {
            if (!over) {
                giveUp();
                refuse(request, reply);
            }
        }

        private void giveUp() {
            if (!over) {
                over = true;
                vertx.cancelTimer(timer);
                giveBack();
            }
        }

        private void giveBack() {
            read = Buffer.buffer();
            held.addAndGet(-mine);
            mine = 0;
        }
    }
}
