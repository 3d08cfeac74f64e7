package dev.weir.scalers.influxdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.Trigger;
import dev.weir.scalers.spi.TriggerSpec;
import dev.weir.scalers.testing.ScalerBench;
import dev.weir.scalers.testing.ServerProcess;
import dev.weir.scalers.testing.SourceContract;
import dev.weir.scalers.testing.Triggers;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Version 3, answered by recorded frames; {@code src/test/servers/flight/server.py} has written them. */
final class FlightSourceTest extends SourceContract {

    @ParameterizedTest
    @CsvSource({
        "orders, 'Measured[values=[7.0], active=true]'",
        "load, 'Measured[values=[1.75], active=false]'",
        "small, 'a small of type other'",
        "unsigned, 'a unsigned of type other'",
        "host, 'a host of type other'",
        "maybe, 'a maybe of type null'",
        "none, 'has no none'"
    })
    void readsAColumnOfTheLastRow(String column, String expected) throws Exception {
        int port = serve(frames("rows"), "0");
        Outcome outcome = outcome(trigger(with(port, Map.of("metricKey", column))));
        assertTrue(outcome.toString().contains(expected), outcome::toString);
    }

    @Test
    void takesNoRowForNothing() throws Exception {
        assertEquals(Outcome.of(0, false), outcome(trigger(with(serve(frames("nothing"), "0"), Map.of()))));
        assertEquals(Outcome.of(0, false), outcome(trigger(with(serve(Buffer.buffer(), "0"), Map.of()))));
    }

    @Test
    void asksInItsLanguageAsItself() throws Exception {
        AtomicReference<String> seen = new AtomicReference<>("");
        Buffer rows = frames("rows");
        int port = listen(
                ServerProcess.freePort(),
                request -> request.body().onSuccess(body -> {
                    seen.set(request.path()
                            + request.getHeader("authorization")
                            + request.getHeader("content-type")
                            + body.getString(5, body.length()));
                    answer(request, rows, "0");
                }));
        bench.poll(source(with(port, Map.of("queryType", "flightSQL"))));
        assertTrue(seen.get().startsWith("/arrow.flight.protocol.FlightService/DoGetBearer s3cretapplication/grpc"));
        assertTrue(
                seen.get().endsWith("{\"database\":\"shop\",\"sql_query\":\"SELECT 1\",\"query_type\":\"sql\"}"),
                seen::get);
    }

    @Test
    void tellsWhatInfluxSays() {
        int port = serve(Buffer.buffer(), "16");
        String failure = expectedFailure(source(spec(port)), port);
        assertTrue(failure.contains("answered gRPC status 16: no such token"), failure);
    }

    @Test
    void refusesAnAnswerThatBreaksOff() throws Exception {
        Buffer rows = frames("rows");
        int port = serve(rows.getBuffer(0, rows.length() - 8), "0");
        String failure = expectedFailure(source(spec(port)), port);
        assertTrue(failure.contains("the answer ends in the middle of a message"), failure);
    }

    @Test
    void refusesWhatIsNoArrow() {
        int port = serve(Buffer.buffer(new byte[] {0, 0, 0, 0, 4, 18, 2, 1, 2}), "0");
        String failure = expectedFailure(source(spec(port)), port);
        assertTrue(failure.contains("no Arrow stream"), failure);
    }

    /** Bytes that are a little wrong are refused or read, and never anything else. */
    @Test
    void noDamageDoesMore() throws Exception {
        List<Buffer> messages = messages(frames("rows"));
        for (int message = 0; message < messages.size(); message++) {
            for (int i = 0; i < messages.get(message).length(); i++) {
                byte[] damaged = messages.get(message).getBytes();
                damaged[i] ^= (byte) (1 << i % 8);
                FlightRows rows = new FlightRows();
                messages.subList(0, message).forEach(rows);
                try {
                    rows.accept(Buffer.buffer(damaged));
                    rows.last();
                } catch (SourceException e) {
                    assertEquals("answered with something that is no Arrow stream", e.getMessage());
                }
            }
        }
    }

    /** Without what stands before each. */
    private static List<Buffer> messages(Buffer frames) {
        List<Buffer> messages = new ArrayList<>();
        for (int at = 0; at < frames.length(); ) {
            int end = at + 5 + frames.getInt(at + 1);
            messages.add(frames.getBuffer(at + 5, end));
            at = end;
        }
        return messages;
    }

    /** Frames arrive as the network cuts them. */
    @Test
    void readsWhatArrivesInPieces() throws Exception {
        Buffer rows = frames("rows");
        int port = listen(ServerProcess.freePort(), request -> {
            request.response().putHeader("content-type", "application/grpc").putTrailer("grpc-status", "0");
            for (int i = 0; i < rows.length(); i += 7) {
                request.response().write(rows.getBuffer(i, Math.min(rows.length(), i + 7)));
            }
            request.response().end();
        });
        assertEquals(Outcome.of(7, true), outcome(trigger(with(port, Map.of("metricKey", "orders")))));
    }

    @Test
    void theColumnIsNoPartOfTheQuestion() {
        assertEquals(
                source(spec(1000)).key(),
                source(with(1000, Map.of("metricKey", "b"))).key());
        assertNotEquals(
                source(spec(1000)).key(),
                source(with(1000, Map.of("database", "b"))).key());
        assertNotEquals(
                source(spec(1000)).key(),
                source(with(1000, Map.of("queryType", "FlightSQL"))).key());
    }

    private <R extends Record> Outcome outcome(Trigger<R> trigger) {
        return trigger.interpreter().interpret(bench.poll(trigger.source()));
    }

    private TriggerSpec with(int port, Map<String, String> more) {
        TriggerSpec spec = spec(port);
        return Triggers.of(spec.type(), Triggers.and(spec.metadata(), more), spec.authParams());
    }

    private int serve(Buffer frames, String status) {
        return listen(ServerProcess.freePort(), request -> answer(request, frames, status));
    }

    private int listen(int port, Consumer<HttpServerRequest> handler) {
        return ScalerBench.await(server(handler).listen(port, "127.0.0.1")).actualPort();
    }

    private HttpServer server(Consumer<HttpServerRequest> handler) {
        return bench.vertx().createHttpServer().requestHandler(handler::accept);
    }

    private static void answer(HttpServerRequest request, Buffer frames, String status) {
        request.response()
                .putHeader("content-type", "application/grpc")
                .putTrailer("grpc-status", status)
                .putTrailer("grpc-message", "no%20such token");
        request.response().end(frames);
    }

    private static Buffer frames(String name) throws IOException {
        try (InputStream in = FlightSourceTest.class.getResourceAsStream("/influxdb/flight/" + name + ".bin")) {
            return Buffer.buffer(in.readAllBytes());
        }
    }

    @Override
    protected Future<? extends AutoCloseable> healthy(int port) {
        try {
            Buffer rows = frames("rows");
            return server(request -> answer(request, rows, "0"))
                    .listen(port, "127.0.0.1")
                    .map(server -> (AutoCloseable) () -> ScalerBench.await(server.close()));
        } catch (IOException e) {
            return Future.failedFuture(e);
        }
    }

    @Override
    protected TriggerSpec spec(int port) {
        return spec("http", port, "5", "s3cret");
    }

    @Override
    protected TriggerSpec withOtherThresholds(int port) {
        return spec("http", port, "50", "s3cret");
    }

    @Override
    protected TriggerSpec withOtherCredentials(int port) {
        return spec("http", port, "5", "an0ther");
    }

    @Override
    protected TriggerSpec overTls(int port) {
        return spec("https", port, "5", "s3cret");
    }

    @Override
    protected List<String> secrets() {
        return List.of("s3cret");
    }

    private static TriggerSpec spec(String scheme, int port, String target, String token) {
        Map<String, String> metadata = Map.of(
                "serverURL",
                scheme + "://127.0.0.1:" + port,
                "influxVersion",
                "3",
                "database",
                "shop",
                "metricKey",
                "orders",
                "query",
                "SELECT 1",
                "thresholdValue",
                target,
                "activationThresholdValue",
                target,
                "timeout",
                TIMEOUT.toMillis() + "ms");
        return Triggers.of("influxdb", metadata, Map.of("authToken", token));
    }
}
