package dev.weir.scalers.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.weir.cache.source.Source;
import dev.weir.cache.source.SourceException;
import dev.weir.scalers.Scalers;
import dev.weir.scalers.spi.PodIdentity;
import dev.weir.scalers.spi.ServiceEndpoints;
import dev.weir.scalers.spi.TriggerSpec;
import dev.weir.scalers.testing.HttpSourceContract;
import dev.weir.scalers.testing.ScalerBench;
import dev.weir.scalers.testing.Scenarios;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class MetricsApiScalerTest extends HttpSourceContract {

    @TestFactory
    Stream<DynamicTest> scenarios() {
        return Scenarios.of("metrics-api");
    }

    @Test
    void fieldsOfOneDocumentShareAFetch() {
        assertEquals(
                source(spec("http", 1000, "jobs", "k3y")).key(),
                source(spec("http", 1000, "queue.length", "k3y")).key());
        assertNotEquals(
                source(spec("http", 1000, "jobs", "k3y")).key(),
                source(spec("http", 1000, "jobs", "other")).key());
    }

    @Test
    void saysWhoseEndpointsAreNotKnownAndWhy() {
        ServiceEndpoints refusing = (namespace, service) -> Future.failedFuture(new SourceException("forbidden"));
        try (ScalerBench bench = new ScalerBench(
                Duration.ofSeconds(5), Map.of(), List.of(), refusing, InstantSource.fixed(ScalerBench.NOW))) {
            Map<String, String> metadata = Map.of(
                    "url", "http://queue.shop/stats",
                    "valueLocation", "jobs",
                    "targetValue", "5",
                    "aggregateFromKubeServiceEndpoints", "true");
            Source<?> source = Scalers.load()
                    .create(
                            new TriggerSpec(
                                    "ScaledObject",
                                    "default",
                                    "web",
                                    0,
                                    null,
                                    "metrics-api",
                                    metadata,
                                    Map.of(),
                                    Map.of(),
                                    PodIdentity.NONE,
                                    null,
                                    false),
                            bench.environment())
                    .source();
            assertEquals("endpoints of service shop/queue: forbidden", bench.pollFailure(source));
            ScalerBench.await(source.close());
        }
    }

    @Override
    protected TriggerSpec spec(int port) {
        return spec("http", port, "jobs", "k3y-in-the-query");
    }

    @Override
    protected TriggerSpec withOtherThresholds(int port) {
        return spec("http", port, "queue.length", "k3y-in-the-query");
    }

    @Override
    protected TriggerSpec withOtherCredentials(int port) {
        return spec("http", port, "jobs", "another-key");
    }

    @Override
    protected TriggerSpec overTls(int port) {
        return spec("https", port, "jobs", "k3y-in-the-query");
    }

    @Override
    protected List<String> secrets() {
        return List.of("k3y-in-the-query", "hunter2", "token-in-the-url");
    }

    @Override
    protected String goodBody() {
        return "{\"jobs\": 7, \"queue\": {\"length\": \"1500m\"}}";
    }

    private static TriggerSpec spec(String scheme, int port, String location, String apiKey) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("url", scheme + "://user:hunter2@127.0.0.1:" + port + "/stats?token=token-in-the-url");
        metadata.put("valueLocation", location);
        metadata.put("targetValue", location.equals("jobs") ? "5" : "6");
        metadata.put("unsafeSsl", "true");
        metadata.put("authModes", "apiKey");
        metadata.put("method", "query");
        return new TriggerSpec(
                "ScaledObject",
                "default",
                "web",
                0,
                null,
                "metrics-api",
                metadata,
                Map.of("apiKey", apiKey),
                Map.of(),
                PodIdentity.NONE,
                null,
                false);
    }
}
