package dev.weir.gateway.demo;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * A stand-in for a Prometheus and for services with numbers to tell, on one loopback port. Counts how often each question is
 * asked; counts may be read from any thread.
 */
final class Sources {

    private static final String QUERY_PATH = "/api/v1/query";

    private final HttpServer server;
    private final Elapsed elapsed;
    private final Map<Question, LongAdder> polls = new LinkedHashMap<>();

    Sources(Vertx vertx, List<Question> questions, Elapsed elapsed) {
        this.elapsed = elapsed;
        questions.forEach(question -> polls.put(question, new LongAdder()));
        server = vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1"))
                .requestHandler(this::answer);
    }

    /** The address to ask, once it is open. */
    Future<String> start() {
        return server.listen(0).map(open -> "http://127.0.0.1:" + open.actualPort());
    }

    Future<Void> stop() {
        return server.close();
    }

    long polls(Question question) {
        return Objects.requireNonNull(polls.get(question)).sum();
    }

    /** Requests of all questions. */
    long polls() {
        return polls.values().stream().mapToLong(LongAdder::sum).sum();
    }

    private void answer(HttpServerRequest request) {
        Optional<Question> question = polls.keySet().stream()
                .filter(candidate -> isAsked(candidate, request))
                .findFirst();
        request.response().putHeader("Content-Type", "application/json");
        if (question.isEmpty()) {
            JsonObject error = new JsonObject().put("status", "error").put("error", "nobody knows " + request.uri());
            request.response().setStatusCode(404).end(error.toBuffer());
            return;
        }
        Objects.requireNonNull(polls.get(question.get())).increment();
        request.response()
                .end(question.get()
                        .answer(elapsed.time(), elapsed.clock().millis())
                        .toBuffer());
    }

    private static boolean isAsked(Question question, HttpServerRequest request) {
        return question.prometheus()
                ? request.path().equals(QUERY_PATH) && question.asked().equals(request.getParam("query"))
                : request.path().equals(question.asked());
    }
}
