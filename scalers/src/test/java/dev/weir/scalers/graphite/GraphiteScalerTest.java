package dev.weir.scalers.graphite;

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

final class GraphiteScalerTest extends HttpSourceContract {

    @TestFactory
    Stream<DynamicTest> scenarios() {
        return Scenarios.of("graphite");
    }

    @Test
    void theQuestionIsInTheKey() {
        Object key = source(spec(1000)).key();
        assertEquals(key, key(Map.of("threshold", "7")));
        assertNotEquals(key, key(Map.of("query", "a")));
        assertNotEquals(key, key(Map.of("queryTime", "-1h")));
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
        return "[{\"target\":\"a\",\"datapoints\":[[5,1],[7,2],[null,3]]}]";
    }

    private static TriggerSpec spec(String scheme, int port, String target, String secret) {
        Map<String, String> metadata = Map.of(
                "serverAddress",
                scheme + "://127.0.0.1:" + port,
                "query",
                "stats.orders",
                "queryTime",
                "-10Minutes",
                "threshold",
                target,
                "activationThreshold",
                target,
                "authMode",
                "basic");
        return Triggers.of("graphite", metadata, Map.of("username", "weir", "password", secret));
    }
}
