package dev.weir.jmh.crowd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.gateway.config.Settings;
import dev.weir.gateway.http.SelfSigned;
import dev.weir.gateway.http.ServerOptions;
import dev.weir.jmh.harness.FilledBoard;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class KeepAliveTest {

    private static final Buffer VALUE =
            FilledBoard.answer(FilledBoard.id(0), 12.5, Instant.EPOCH).json();

    private final Vertx vertx = Vertx.vertx();
    private KeepAlive connection;

    @BeforeEach
    void connect() throws Exception {
        int port = SelfSigned.make(vertx, Instant.now())
                .compose(identity -> vertx.createHttpServer(ServerOptions.of(
                                "127.0.0.1", 0, Settings.defaults().limits(), Optional.of(identity.options())))
                        .requestHandler(KeepAliveTest::answer)
                        .listen())
                .await(30, TimeUnit.SECONDS)
                .actualPort();
        connection = KeepAlive.open(port, TrustAll.context(Caller.NOBODY));
    }

    @AfterEach
    void stop() throws Exception {
        connection.close();
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    private static void answer(HttpServerRequest request) {
        switch (request.path()) {
            case "/value" ->
                request.response()
                        .putHeader("Content-Length", String.valueOf(VALUE.length()))
                        .end(VALUE);
            case "/pieces" -> pieces(request);
            case "/nothing" -> request.response().setStatusCode(404).end("nothing");
            case "/empty" -> request.response().end();
            case "/chunks" -> request.response().setChunked(true).end(VALUE);
            default -> request.connection().close();
        }
    }

    private static void pieces(HttpServerRequest request) {
        request.response().putHeader("x-long", "x".repeat(2_000));
        request.response().putHeader("content-length", String.valueOf(VALUE.length()));
        request.response()
                .write(VALUE.slice(0, 10))
                .compose(written -> request.response().end(VALUE.slice(10, VALUE.length())));
    }

    @Test
    void anAnswerWithAValueIsGoodAndTheConnectionStaysOpen() throws IOException {
        assertTrue(ask("/value"));
        assertTrue(ask("/pieces"));
        assertFalse(ask("/nothing"));
        assertFalse(ask("/empty"));
        assertTrue(ask("/value"));
    }

    @Test
    void anAnswerWithoutALengthCannotBeRead() {
        IOException unread = assertThrows(IOException.class, () -> ask("/chunks"));
        assertEquals("the server does not say how long its answer is", unread.getMessage());
    }

    @Test
    void saysThatTheServerHasGone() {
        assertThrows(EOFException.class, () -> ask("/close"));
    }

    private boolean ask(String path) throws IOException {
        connection.ask(("GET " + path + " HTTP/1.1\r\nhost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return connection.answer();
    }
}
