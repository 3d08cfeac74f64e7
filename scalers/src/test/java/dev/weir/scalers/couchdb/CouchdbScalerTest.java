package dev.weir.scalers.couchdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.weir.scalers.spi.TriggerSpec;
import dev.weir.scalers.testing.HttpSourceContract;
import dev.weir.scalers.testing.Scenarios;
import dev.weir.scalers.testing.Triggers;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class CouchdbScalerTest extends HttpSourceContract {

    @TestFactory
    Stream<DynamicTest> scenarios() {
        return Scenarios.of("couchdb");
    }

    @Test
    void theQuestionIsInTheKey() {
        Object key = source(spec(1000)).key();
        assertEquals(key, key(Map.of("queryValue", "7")));
        assertNotEquals(key, key(Map.of("query", "{}")));
        assertNotEquals(key, key(Map.of("dbName", "b")));
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
        return List.of("s3cret", "YWRtaW46czNjcmV0");
    }

    @Override
    protected String goodBody() {
        return "{\"docs\":[{\"_id\":\"1\"},{\"_id\":\"2\"}],\"bookmark\":\"nil\"}";
    }

    @Override
    protected boolean followsRedirects() {
        return false;
    }

    private static TriggerSpec spec(String scheme, int port, String target, String secret) {
        Map<String, String> metadata = Map.of(
                "connectionString",
                scheme + "://127.0.0.1:" + port,
                "dbName",
                "orders",
                "query",
                "{\"selector\":{},\"fields\":[\"_id\"]}",
                "queryValue",
                target,
                "activationQueryValue",
                target,
                "timeout",
                TIMEOUT.toMillis() + "ms");
        return Triggers.of("couchdb", metadata, Map.of("password", secret));
    }
}
