package dev.weir.scalers.influxdb;

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

final class InfluxdbScalerTest extends HttpSourceContract {

    @TestFactory
    Stream<DynamicTest> scenarios() {
        return Scenarios.of("influxdb");
    }

    @Test
    void theQuestionIsInTheKey() {
        Object key = source(spec(1000)).key();
        assertEquals(key, key(Map.of("metricKey", "a")));
        assertNotEquals(key, key(Map.of("query", "q")));
        assertNotEquals(key, key(Map.of("organizationName", "other")));
        assertNotEquals(key, key(Map.of("unsafeSsl", "false")));
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
        return List.of("s3cret");
    }

    @Override
    protected String goodBody() {
        return "#datatype,string,long,double\r\n#group,false,false,false\r\n#default,_result,,\r\n,result,table,_value\r\n,,0,7\r\n";
    }

    @Override
    protected boolean followsRedirects() {
        return false;
    }

    private static TriggerSpec spec(String scheme, int port, String target, String secret) {
        Map<String, String> metadata = Map.of(
                "serverURL",
                scheme + "://127.0.0.1:" + port,
                "organizationName",
                "shop",
                "query",
                "from(bucket: \"orders\")",
                "thresholdValue",
                target,
                "activationThresholdValue",
                target,
                "unsafeSsl",
                "true",
                "timeout",
                TIMEOUT.toMillis() + "ms");
        return Triggers.of("influxdb", metadata, Map.of("authToken", secret));
    }
}
