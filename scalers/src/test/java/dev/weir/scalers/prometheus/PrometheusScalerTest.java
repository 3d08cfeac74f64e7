package dev.weir.scalers.prometheus;

import dev.weir.scalers.spi.PodIdentity;
import dev.weir.scalers.spi.TriggerSpec;
import dev.weir.scalers.testing.HttpSourceContract;
import dev.weir.scalers.testing.Scenarios;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class PrometheusScalerTest extends HttpSourceContract {

    @TestFactory
    Stream<DynamicTest> scenarios() {
        return Scenarios.of("prometheus");
    }

    @Override
    protected TriggerSpec spec(int port) {
        return spec("http", port, "5", "hunter2");
    }

    @Override
    protected TriggerSpec withOtherThresholds(int port) {
        return spec("http", port, "50", "hunter2");
    }

    @Override
    protected TriggerSpec withOtherCredentials(int port) {
        return spec("http", port, "5", "hunter3");
    }

    @Override
    protected TriggerSpec overTls(int port) {
        return spec("https", port, "5", "hunter2");
    }

    @Override
    protected List<String> secrets() {
        return List.of("hunter2", "aGVsbG86aHVudGVyMg", "s3cret-parameter");
    }

    @Override
    protected String goodBody() {
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1,\"7\"]}]}}";
    }

    private static TriggerSpec spec(String scheme, int port, String threshold, String password) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("serverAddress", scheme + "://127.0.0.1:" + port);
        metadata.put("query", "sum(up)");
        metadata.put("queryParameters", "token=s3cret-parameter");
        metadata.put("threshold", threshold);
        metadata.put("activationThreshold", threshold);
        metadata.put("ignoreNullValues", threshold.equals("5") ? "true" : "false");
        metadata.put("authModes", "basic");
        Map<String, String> auth = Map.of("username", "hello", "password", password);
        return new TriggerSpec(
                "ScaledObject",
                "default",
                "web",
                0,
                null,
                "prometheus",
                metadata,
                auth,
                Map.of(),
                PodIdentity.NONE,
                null,
                false);
    }
}
