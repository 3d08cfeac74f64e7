package dev.weir.jmh.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weir.gateway.config.Settings;
import dev.weir.gateway.external.ExternalMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Benchmarks must measure what the product does. */
final class FixturesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void asksAsTheHpaControllerDoes() {
        assertEquals(
                "/apis/external.metrics.k8s.io/v1beta1/namespaces/default/s0-prometheus"
                        + "?labelSelector=scaledobject.keda.sh%2Fname%3Dweb-1",
                HpaUri.of("default", "s0-prometheus", "web-1"));
    }

    @Test
    void theHotRouteAnswersARequestInMemory() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            FilledBoard filled = FilledBoard.of(3, NOW);
            Handler<HttpServerRequest> route = new ExternalMetrics(
                            filled.board(),
                            Settings.defaults().limits(),
                            InstantSource.fixed(NOW),
                            new SimpleMeterRegistry())
                    .on(vertx.getOrCreateContext(), next -> {
                        throw new AssertionError(next.uri());
                    })
                    .handler();
            MemoryRequest request = new MemoryRequest("application/json, */*");
            for (String uri : filled.uris()) {
                route.handle(request.to(uri));
                assertEquals(
                        "{\"kind\":\"ExternalMetricValueList\",\"apiVersion\":\"external.metrics.k8s.io/v1beta1\","
                                + "\"metadata\":{},\"items\":[{\"metricName\":\"s0-prometheus\",\"metricLabels\":null,"
                                + "\"timestamp\":\"2026-03-01T12:00:00Z\",\"value\":\"12500m\"}]}",
                        String.valueOf(request.body()));
            }
        } finally {
            vertx.close().await(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void aRequestInMemoryRefusesWhatItDoesNotKnow() {
        HttpServerRequest request = new MemoryRequest("*/*").to("/");
        assertThrows(UnsupportedOperationException.class, request::remoteAddress);
    }

    @Test
    void aTurnedLoopRunsWhatIsHandedInByWhatItRuns() {
        TurnedTimeline timeline = new TurnedTimeline(NOW);
        StringBuilder order = new StringBuilder();
        timeline.execute(() -> {
            timeline.execute(() -> order.append("b"));
            order.append("a");
        });
        timeline.turn();
        assertEquals("ab", order.toString());
    }
}
