package dev.weir.scalers.arangodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.weir.scalers.spi.TriggerSpec;
import dev.weir.scalers.testing.HttpSourceContract;
import dev.weir.scalers.testing.ScalerBench;
import dev.weir.scalers.testing.Scenarios;
import dev.weir.scalers.testing.Triggers;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class ArangodbScalerTest extends HttpSourceContract {

    @TestFactory
    Stream<DynamicTest> scenarios() {
        return Scenarios.of("arangodb");
    }

    @Test
    void theQuestionIsInTheKey() {
        Object key = source(spec(1000)).key();
        assertEquals(key, key(Map.of("queryValue", "7")));
        assertNotEquals(key, key(Map.of("query", "RETURN 1")));
        assertNotEquals(key, key(Map.of("dbName", "b")));
        assertNotEquals(key, key(Map.of("collection", "b")));
        assertNotEquals(key, key(Map.of("unsafeSsl", "false")));
    }

    /** A cursor is created, and says so. */
    @Override
    protected Future<? extends AutoCloseable> healthy(int port) {
        return bench.vertx()
                .createHttpServer()
                .requestHandler(request -> request.response()
                        .setStatusCode(request.method().name().equals("POST") ? 201 : 200)
                        .end(goodBody()))
                .listen(port, "127.0.0.1")
                .map(server -> (AutoCloseable) () -> ScalerBench.await(server.close()));
    }

    private Object key(Map<String, String> more) {
        TriggerSpec spec = spec(1000);
        return source(Triggers.of(spec.type(), Triggers.and(spec.metadata(), more), spec.authParams()))
                .key();
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
        return List.of("s3cret", "d2VpcjpzM2NyZXQ=");
    }

    @Override
    protected String goodBody() {
        return "{\"result\":[{\"value\":7}],\"hasMore\":false,\"count\":1}";
    }

    @Override
    protected boolean followsRedirects() {
        return false;
    }

    private static TriggerSpec spec(String scheme, int port, String target, String secret) {
        Map<String, String> metadata = Map.of(
                "endpoints", scheme + "://127.0.0.1:" + port,
                "dbName", "shop",
                "collection", "orders",
                "query", "RETURN {value: 7}",
                "queryValue", target,
                "activationQueryValue", target,
                "unsafeSsl", "true",
                "authModes", "basic",
                "timeout", TIMEOUT.toMillis() + "ms");
        return Triggers.of("arangodb", metadata, Map.of("username", "weir", "password", secret));
    }
}
