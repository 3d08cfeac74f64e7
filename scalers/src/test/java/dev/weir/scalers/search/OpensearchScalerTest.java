package dev.weir.scalers.search;

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

final class OpensearchScalerTest extends HttpSourceContract {

    private static final String SECRET = "s3cret";

    @TestFactory
    Stream<DynamicTest> scenarios() {
        return Scenarios.of("opensearch");
    }

    @Test
    void valuesOfOneSearchShareIt() {
        Object key = source(spec(1000)).key();
        assertEquals(key, key(Map.of("valueLocation", "took", "ignoreNullValues", "true")));
        assertNotEquals(key, key(Map.of("index", "orders;others")));
        assertNotEquals(key, key(Map.of("query", "{}")));
        assertNotEquals(key, key(Map.of("unsafeSsl", "false")));
    }

    private Object key(Map<String, String> more) {
        TriggerSpec spec = spec(1000);
        return source(Triggers.of(spec.type(), Triggers.and(spec.metadata(), more), spec.authParams()))
                .key();
    }

    @Override
    protected TriggerSpec spec(int port) {
        return spec("http", port, "5", SECRET);
    }

    @Override
    protected TriggerSpec withOtherThresholds(int port) {
        return spec("http", port, "50", SECRET);
    }

    @Override
    protected TriggerSpec withOtherCredentials(int port) {
        return spec("http", port, "5", "an0ther");
    }

    @Override
    protected TriggerSpec overTls(int port) {
        return spec("https", port, "5", SECRET);
    }

    @Override
    protected List<String> secrets() {
        return List.of(SECRET, "d2VpcjpzM2NyZXQ=");
    }

    @Override
    protected String goodBody() {
        return "{\"tagline\": \"You Know, for Search\", \"hits\": {\"total\": {\"value\": 7}}}";
    }

    @Override
    protected boolean followsRedirects() {
        return false;
    }

    private static TriggerSpec spec(String scheme, int port, String target, String password) {
        Map<String, String> metadata = Map.of(
                "addresses", scheme + "://127.0.0.1:" + port,
                "username", "weir",
                "index", "orders",
                "query", "{\"size\":0}",
                "valueLocation", "hits.total.value",
                "targetValue", target,
                "activationTargetValue", target,
                "unsafeSsl", "true",
                "timeout", TIMEOUT.toMillis() + "ms");
        return Triggers.of("opensearch", metadata, Map.of("password", password));
    }
}
