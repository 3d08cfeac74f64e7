package dev.weir.scalers.prometheus;

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

final class LokiScalerTest extends HttpSourceContract {

    @TestFactory
    Stream<DynamicTest> scenarios() {
        return Scenarios.of("loki");
    }

    @Test
    void theQuestionIsInTheKey() {
        Object key = source(spec(1000)).key();
        assertNotEquals(key, key(Map.of("query", "up")));
        assertNotEquals(key, key(Map.of("tenantName", "other")));
        assertNotEquals(key, key(Map.of("unsafeSsl", "false")));
    }

    @Test
    void theAddressMayEndInAnyPartOfThePath() {
        assertEquals("/loki/api/v1/query", LokiSource.joined("/"));
        assertEquals("/loki/api/v1/query", LokiSource.joined("/loki/"));
        assertEquals("/logs/loki/api/v1/query", LokiSource.joined("/logs/loki/api"));
        assertEquals("/loki/api/v1/query", LokiSource.joined("/loki/api/v1/query"));
        assertEquals("/query/loki/api/v1/query", LokiSource.joined("/query"));
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
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1,\"7\"]}]}}";
    }

    private static TriggerSpec spec(String scheme, int port, String target, String secret) {
        Map<String, String> metadata = Map.of(
                "serverAddress",
                scheme + "://127.0.0.1:" + port,
                "query",
                "sum(rate({app=\"a\"}[1m]))",
                "tenantName",
                "shop",
                "threshold",
                target,
                "activationThreshold",
                target,
                "ignoreNullValues",
                target.equals("5") ? "true" : "false",
                "unsafeSsl",
                "true",
                "authModes",
                "basic");
        return Triggers.of("loki", metadata, Map.of("username", "weir", "password", secret));
    }
}
