package dev.weir.jmh.scene;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** Answers every instant query with one sample, on a free loopback port, and counts them. */
public final class CountingPrometheus {

    private final InstantSource clock;
    private final AtomicLong polls = new AtomicLong();
    private volatile double value = 12.5;
    private int port;

    private CountingPrometheus(InstantSource clock) {
        this.clock = clock;
    }

    public static Future<CountingPrometheus> start(Vertx vertx, InstantSource clock) {
        CountingPrometheus prometheus = new CountingPrometheus(clock);
        HttpServer server = vertx.createHttpServer(
                new HttpServerOptions().setHost("127.0.0.1").setPort(0));
        return server.requestHandler(prometheus::answer).listen().map(listening -> {
            prometheus.port = listening.actualPort();
            return prometheus;
        });
    }

    public String address() {
        return "http://127.0.0.1:" + port;
    }

    /** What every query is answered from now on. */
    public void says(double next) {
        value = next;
    }

    /** Queries so far. */
    public long polls() {
        return polls.get();
    }

    private void answer(HttpServerRequest request) {
        if (!request.path().equals("/api/v1/query")) {
            request.response().setStatusCode(404).end();
            return;
        }
        polls.incrementAndGet();
        request.response()
                .putHeader("content-type", "application/json")
                .end(
                        "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":["
                                + clock.millis() / 1_000 + ",\"" + value + "\"]}]}}");
    }
}
