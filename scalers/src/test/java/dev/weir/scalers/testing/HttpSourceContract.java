package dev.weir.scalers.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.source.Source;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link SourceContract} for sources that ask over HTTP: what servers and those between do to an answer. */
public abstract class HttpSourceContract extends SourceContract {

    private static final int LARGE_BYTES = 10 << 20;

    /** A body that answers the trigger's question well. */
    protected abstract String goodBody();

    /** Whether it goes where an answer sends it; what asks with a body does not. */
    protected boolean followsRedirects() {
        return true;
    }

    @Override
    protected Future<? extends AutoCloseable> healthy(int port) {
        return bench.vertx()
                .createHttpServer()
                .requestHandler(request -> request.response().end(goodBody()))
                .listen(port, "127.0.0.1")
                .map(server -> (AutoCloseable) () -> ScalerBench.await(server.close()));
    }

    @Test
    void failsInTimeWhenTheAnswerStalls() {
        NetServer stalling = ScalerBench.await(bench.vertx()
                .createNetServer(new NetServerOptions().setHost("127.0.0.1"))
                .connectHandler(socket -> socket.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"sta"))
                .listen(0));
        String failure = expectedFailure(source(spec(stalling.actualPort())), stalling.actualPort());
        assertTrue(failure.contains("timed out after " + TIMEOUT.toMillis() + " ms"), failure);
    }

    @Test
    void failsWhenTheAnswerEndsEarly() {
        NetServer breaking = ScalerBench.await(bench.vertx()
                .createNetServer(new NetServerOptions().setHost("127.0.0.1"))
                .connectHandler(socket -> socket.handler(
                        request -> socket.end(Buffer.buffer("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"sta"))))
                .listen(0));
        expectedFailure(source(spec(breaking.actualPort())), breaking.actualPort());
    }

    @Test
    void refusesAnAnswerThatIsTooLarge() {
        int port = serve(Buffer.buffer(" ".repeat(LARGE_BYTES)), 200);
        String failure = expectedFailure(source(spec(port)), port);
        assertTrue(failure.contains("larger than 4 MiB"), failure);
    }

    @Test
    void saysWhatStatusItGot() {
        int port = serve(Buffer.buffer("no"), 503);
        String failure = expectedFailure(source(spec(port)), port);
        assertTrue(failure.contains("503 Service Unavailable"), failure);
    }

    @Test
    void followsARedirectButTakesNoCredentialsToAnotherHost() {
        List<String> seen = new ArrayList<>();
        HttpServer other = ScalerBench.await(bench.vertx()
                .createHttpServer()
                .requestHandler(request -> {
                    request.headers().forEach(header -> seen.add(header.getValue()));
                    request.response().end(goodBody());
                })
                .listen(0, "127.0.0.1"));
        HttpServer first = ScalerBench.await(bench.vertx()
                .createHttpServer()
                .requestHandler(request -> request.response()
                        .setStatusCode(307)
                        .putHeader("Location", "http://localhost:" + other.actualPort() + request.uri())
                        .end())
                .listen(0, "127.0.0.1"));
        Source<?> source = source(spec(first.actualPort()));
        if (!followsRedirects()) {
            String failure = expectedFailure(source, first.actualPort());
            assertTrue(failure.contains("307"), failure);
            assertEquals(List.of(), seen);
            return;
        }
        assertEquals(source.readingType(), bench.poll(source).getClass());
        assertTrue(!seen.isEmpty(), "the other host was not asked");
        secrets()
                .forEach(secret -> assertTrue(
                        seen.stream().noneMatch(value -> value.contains(secret)), "a secret went to another host"));
    }

    /** Answers everything with this. */
    private int serve(Buffer body, int status) {
        return ScalerBench.await(bench.vertx()
                        .createHttpServer()
                        .requestHandler(request ->
                                request.response().setStatusCode(status).end(body))
                        .listen(0, "127.0.0.1"))
                .actualPort();
    }
}
