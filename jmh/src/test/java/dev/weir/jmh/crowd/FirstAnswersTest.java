package dev.weir.jmh.crowd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.gateway.config.Settings;
import dev.weir.gateway.http.SelfSigned;
import dev.weir.gateway.http.ServerOptions;
import dev.weir.jmh.harness.FilledBoard;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that refuses every metric some times before it has an answer. */
final class FirstAnswersTest {

    private static final List<String> URIS = FilledBoard.of(120, Instant.EPOCH).uris();
    private static final String VALUE =
            FilledBoard.answer(FilledBoard.id(0), 12.5, Instant.EPOCH).json().toString();

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private int refusals;

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    @Test
    void asksForEachUntilItIsAnswered() throws Exception {
        refusals = 2;
        FirstAnswers.Times times = await(Duration.ofSeconds(60));
        assertEquals(URIS.size(), asked.size());
        assertTrue(asked.values().stream().allMatch(count -> count == 3), asked::toString);
        assertTrue(times.first().compareTo(times.all()) <= 0, times::toString);
        assertTrue(times.first().toNanos() > 0, times::toString);
    }

    @Test
    void saysHowManyWereAnsweredInTime() {
        refusals = Integer.MAX_VALUE;
        IOException late = assertThrows(IOException.class, () -> await(Duration.ofMillis(50)));
        assertEquals("of 120 metrics 0 were answered within 0 s", late.getMessage());
    }

    private FirstAnswers.Times await(Duration limit) throws Exception {
        long start = System.nanoTime();
        try (FirstAnswers answers = FirstAnswers.open(listen(), URIS, Caller.NOBODY, System::nanoTime)) {
            return answers.await(start, limit);
        }
    }

    private int listen() throws Exception {
        return SelfSigned.make(vertx, Instant.now())
                .compose(identity -> vertx.createHttpServer(ServerOptions.of(
                                "127.0.0.1", 0, Settings.defaults().limits(), Optional.of(identity.options())))
                        .requestHandler(this::answer)
                        .listen())
                .await(30, TimeUnit.SECONDS)
                .actualPort();
    }

    private void answer(HttpServerRequest request) {
        if (asked.merge(request.uri(), 1, Integer::sum) > refusals) {
            request.response().end(VALUE);
        } else {
            request.response().setStatusCode(503).end("not yet");
        }
    }
}
