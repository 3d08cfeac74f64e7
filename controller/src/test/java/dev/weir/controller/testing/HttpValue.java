package dev.weir.controller.testing;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.util.concurrent.atomic.AtomicInteger;

/** A source on a free loopback port that says {@code {"value": n}}, or fails, as the test wants. */
public final class HttpValue {

    private final HttpServer server;
    private final AtomicInteger polls = new AtomicInteger();
    private volatile double value;
    private volatile boolean failing;

    /** Serves until {@code vertx} is closed. */
    public HttpValue(Vertx vertx, double first) {
        value = first;
        server = vertx.createHttpServer()
                .requestHandler(request -> {
                    polls.incrementAndGet();
                    if (failing) {
                        request.response().setStatusCode(500).end("broken");
                    } else {
                        request.response().end("{\"value\": " + value + "}");
                    }
                })
                .listen(0, "127.0.0.1")
                .await();
    }

    public String url() {
        return "http://127.0.0.1:" + server.actualPort() + "/";
    }

    public void says(double next) {
        value = next;
        failing = false;
    }

    public void fails() {
        failing = true;
    }

    /** How often it was asked. */
    public int polls() {
        return polls.get();
    }

    /** Waits until it has been asked this often from now on. */
    public void untilPolled(int times) {
        int end = polls() + times;
        Eventually.until(() -> polls() >= end, () -> "asked " + polls() + " times, not " + end);
    }
}
