package dev.weir.scalers.etcd;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.source.Source;
import dev.weir.scalers.spi.Interpreter;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.TriggerSpec;
import dev.weir.scalers.testing.Asked;
import dev.weir.scalers.testing.ScalerBench;
import dev.weir.scalers.testing.Scenarios;
import dev.weir.scalers.testing.ServerProcess;
import dev.weir.scalers.testing.SourceContract;
import dev.weir.scalers.testing.Triggers;
import dev.weir.scalers.upstream.ProtoFields;
import dev.weir.scalers.upstream.ProtoWriter;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EtcdScalerTest extends SourceContract {

    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

    @TestFactory
    Stream<DynamicTest> scenarios() {
        return Scenarios.of("etcd");
    }

    @ParameterizedTest
    @CsvSource({
        "7, 'Measured[values=[7.0], active=true]'",
        "1e1, 'Measured[values=[10.0], active=true]'",
        "5, 'Measured[values=[5.0], active=false]'",
        "NaN, 'Measured[values=[NaN], active=false]'",
        "Inf, 'Measured[values=[Infinity], active=true]'",
        "'7 ', 'holds something that is no number'",
        "many, 'holds something that is no number'"
    })
    void readsWhatStandsUnderTheKey(String value, String expected) {
        int port = serve(range(value));
        assertTrue(asked(port).toString().contains(expected), () -> asked(port).toString());
    }

    @Test
    void aKeyThatIsNotThereIsAnError() {
        assertTrue(asked(serve(Buffer.buffer())).toString().contains("the key \"orders\" is not there"));
    }

    @Test
    void tellsWhatTheServerSays() {
        int port = listen(request -> end(request, Buffer.buffer(), "14", "etcdserver: no leader"));
        String failure = expectedFailure(source(spec(port)), port);
        assertTrue(failure.contains("answered gRPC status 14: etcdserver: no leader"), failure);
    }

    @Test
    void logsInOnceAndAgainWhenTheTokenIsOver() {
        int port = listen(request -> {
            String token = String.valueOf(request.getHeader("token"));
            heard.add(request.path() + " " + token);
            if (request.path().endsWith("Authenticate")) {
                end(request, new ProtoWriter().text(2, "token-" + heard.size()).message(), "0", "");
            } else {
                boolean over = heard.size() == 3;
                end(request, over ? Buffer.buffer() : range("7"), over ? "16" : "0", "etcdserver: invalid auth token");
            }
        });
        Source<?> source = source(spec(port));
        bench.poll(source);
        bench.poll(source);
        assertEquals(
                List.of(
                        "/etcdserverpb.Auth/Authenticate null",
                        "/etcdserverpb.KV/Range token-1",
                        "/etcdserverpb.KV/Range token-1",
                        "/etcdserverpb.Auth/Authenticate null",
                        "/etcdserverpb.KV/Range token-4"),
                heard);
    }

    /** It had no users when a token was to be had, or its users are others since. */
    @ParameterizedTest
    @ValueSource(strings = {"etcdserver: user name is empty", "etcdserver: revision of auth store is old"})
    void logsInAnewWhereUsersAreOthers(String words) {
        int port = listen(request -> {
            heard.add(request.path());
            if (request.path().endsWith("Authenticate")) {
                boolean users = heard.size() > 1;
                Buffer token = new ProtoWriter().text(2, "token").message();
                end(request, token, users ? "0" : "9", "etcdserver: authentication is not enabled");
            } else {
                boolean known = "token".equals(request.getHeader("token"));
                end(request, range("7"), known ? "0" : "3", words);
            }
        });
        assertEquals(Outcome.of(7, true), asked(port));
        assertEquals(4, heard.size(), heard::toString);
    }

    /** One that would not help is not tried again and again. */
    @Test
    void logsInOnceMoreOnly() {
        int port = listen(request -> {
            heard.add(request.path());
            boolean login = request.path().endsWith("Authenticate");
            end(request, new ProtoWriter().text(2, "token").message(), login ? "0" : "16", "invalid auth token");
        });
        String failure = expectedFailure(source(spec(port)), port);
        assertTrue(failure.endsWith("/etcdserverpb.KV/Range: answered gRPC status 16: invalid auth token"), failure);
        assertEquals(4, heard.size(), heard::toString);
    }

    @Test
    void asksTheNextServerWhereOneIsAway() {
        int away = ServerProcess.freePort();
        int withoutCluster = listen(request -> end(request, Buffer.buffer(), "14", "etcdserver: no leader"));
        String servers = "127.0.0.1:" + away + ",127.0.0.1:" + withoutCluster + ",127.0.0.1:" + serve(range("7"));
        TriggerSpec spec = spec(0);
        Map<String, String> metadata = Triggers.and(spec.metadata(), Map.of("endpoints", servers));
        assertEquals(Outcome.of(7, true), Asked.once(bench, "etcd", metadata, spec.authParams()));
    }

    @Test
    void nonsenseIsAFailure() {
        Buffer nonsense = Buffer.buffer(new byte[] {10, 100, 1});
        int port = serve(nonsense);
        String failure = expectedFailure(source(spec(port)), port);
        assertTrue(failure.endsWith("answered with something that is no message of etcd"), failure);
    }

    /** Neither one that cannot be read, nor one that cannot be sent. */
    @ParameterizedTest
    @ValueSource(strings = {"0a6401", "1202 0a0b", "1200"})
    void wantsATokenThatItCanShow(String hex) {
        Buffer answer = Buffer.buffer(HexFormat.of().parseHex(hex.replace(" ", "")));
        int port = listen(request -> end(request, answer, "0", ""));
        String failure = expectedFailure(source(spec(port)), port);
        assertTrue(failure.endsWith("/Authenticate: answered with something that is no token of etcd"), failure);
    }

    /** The request stays open, for that is how etcd is told to go on. */
    @Test
    void watchesTheKeyUntilItIsClosed() throws Exception {
        BlockingQueue<Buffer> asked = new LinkedBlockingQueue<>();
        BlockingQueue<KeyState> told = new LinkedBlockingQueue<>();
        CountDownLatch left = new CountDownLatch(1);
        int port = listen(request -> {
            if (!request.path().endsWith("/Watch")) {
                answer(request, range("1"));
                return;
            }
            request.response().exceptionHandler(gone -> left.countDown());
            request.handler(frame -> {
                asked.add(frame.getBuffer(5, frame.length()).appendString(request.getHeader("hasleader")));
                request.response().putHeader("content-type", "application/grpc");
                request.response().write(frame(event(0, "7")));
            });
        });
        EtcdSource source = (EtcdSource) source(spec(port));
        source.listen(told::add);
        assertEquals(new KeyState(true, true, true, 7), told.poll(30, TimeUnit.SECONDS));
        Buffer create = new ProtoWriter().text(1, "orders").number(4, 1).message();
        assertEquals(new ProtoWriter().bytes(1, create).message().appendString("true"), asked.poll());
        ScalerBench.await(source.close());
        assertTrue(left.await(30, TimeUnit.SECONDS), "the watch is still open");
    }

    @Test
    void whatAWatchTellsCallsForReplicasWhereItIsActive() {
        Interpreter<KeyState> interpreter = KeyState.interpreter("orders", 5);
        assertEquals(
                new Outcome.Called(new Outcome.Measured(List.of(7.0), true)),
                interpreter.interpret(requireNonNull(told(0, "7"))));
        assertEquals(Outcome.of(5, false), interpreter.interpret(requireNonNull(told(0, "5"))));
    }

    /** That a key is gone, or holds no number, is for the next question to find. */
    @Test
    void aWatchTellsOfNumbersOnly() {
        assertEquals(new KeyState(true, true, true, 7), told(0, "7"));
        assertNull(told(0, "many"));
        assertNull(told(1, ""));
        assertNull(KeyState.told(ProtoFields.read(new ProtoWriter().number(3, 1).message())));
    }

    private static @Nullable KeyState told(int kind, String value) {
        return KeyState.told(ProtoFields.read(event(kind, value)));
    }

    private static Buffer event(int kind, String value) {
        Buffer keyValue = new ProtoWriter().text(1, "orders").text(5, value).message();
        Buffer event = new ProtoWriter().number(1, kind).bytes(2, keyValue).message();
        return new ProtoWriter().bytes(11, event).message();
    }

    private Outcome asked(int port) {
        TriggerSpec spec = spec(port);
        return Asked.once(bench, spec.type(), spec.metadata(), spec.authParams());
    }

    private static Buffer range(String value) {
        Buffer keyValue = new ProtoWriter().text(1, "orders").text(5, value).message();
        return new ProtoWriter().bytes(2, keyValue).number(4, 1).message();
    }

    private int serve(Buffer answer) {
        return listen(request -> answer(request, answer));
    }

    /** Anybody may log in. */
    private static void answer(HttpServerRequest request, Buffer answer) {
        boolean login = request.path().endsWith("Authenticate");
        end(request, login ? new ProtoWriter().text(2, "token").message() : answer, "0", "");
    }

    private int listen(Consumer<HttpServerRequest> handler) {
        return ScalerBench.await(server(handler).listen(0, "127.0.0.1")).actualPort();
    }

    private HttpServer server(Consumer<HttpServerRequest> handler) {
        return bench.vertx().createHttpServer().requestHandler(handler::accept);
    }

    private static void end(HttpServerRequest request, Buffer message, String status, String words) {
        request.response()
                .putHeader("content-type", "application/grpc")
                .putTrailer("grpc-status", status)
                .putTrailer("grpc-message", words);
        request.response().end(status.equals("0") ? frame(message) : Buffer.buffer());
    }

    private static Buffer frame(Buffer message) {
        return Buffer.buffer().appendByte((byte) 0).appendInt(message.length()).appendBuffer(message);
    }

    @Override
    protected Duration patience() {
        return TIMEOUT.multipliedBy(8);
    }

    @Override
    protected Future<? extends AutoCloseable> healthy(int port) {
        return server(request -> answer(request, range("7")))
                .listen(port, "127.0.0.1")
                .map(server -> (AutoCloseable) () -> ScalerBench.await(server.close()));
    }

    @Override
    protected TriggerSpec spec(int port) {
        return spec("", port, "5", "s3cret");
    }

    @Override
    protected TriggerSpec withOtherThresholds(int port) {
        return spec("", port, "50", "s3cret");
    }

    @Override
    protected TriggerSpec withOtherCredentials(int port) {
        return spec("", port, "5", "an0ther");
    }

    @Override
    protected TriggerSpec overTls(int port) {
        return spec("https://", port, "5", "s3cret");
    }

    @Override
    protected List<String> secrets() {
        return List.of("s3cret");
    }

    private static TriggerSpec spec(String scheme, int port, String target, String password) {
        return Triggers.of(
                "etcd",
                Map.of(
                        "endpoints",
                        scheme + "127.0.0.1:" + port,
                        "watchKey",
                        "orders",
                        "value",
                        target,
                        "activationValue",
                        target),
                Map.of("username", "weir", "password", password));
    }
}
