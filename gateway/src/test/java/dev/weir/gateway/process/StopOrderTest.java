package dev.weir.gateway.process;

import static dev.weir.gateway.testing.TestGateway.await;
import static dev.weir.gateway.testing.TestGateway.send;
import static dev.weir.gateway.testing.TestGateway.until;
import static dev.weir.gateway.testing.TestGateway.uri;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.board.Published;
import dev.weir.cache.trace.Tracing;
import dev.weir.controller.ControllerSettings;
import dev.weir.controller.EventSettings;
import dev.weir.controller.ScalerSettings;
import dev.weir.controller.kube.Leadership;
import dev.weir.controller.kube.Namespaces;
import dev.weir.controller.kube.Selectors;
import dev.weir.controller.observed.Overview;
import dev.weir.controller.testing.FakeCluster;
import dev.weir.controller.testing.HttpValue;
import dev.weir.gateway.config.Settings;
import dev.weir.gateway.otlp.Telemetry;
import dev.weir.gateway.testing.TestGateway;
import dev.weir.gateway.testing.TestGateway.Reply;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In which order the process ends: each step is seen while a later one is held up. */
@Timeout(240)
final class StopOrderTest {

    private final Vertx vertx = Vertx.vertx();
    private final FakeCluster cluster = FakeCluster.start();
    private final KubernetesClient client = cluster.client();
    private final HttpValue source = new HttpValue(vertx, 7);
    private final Promise<Void> told = Promise.promise();
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Weir weir = new Weir(
            vertx,
            client,
            new ControllerSettings(
                    Namespaces.ALL,
                    Selectors.ALL,
                    new Leadership.Settings(
                            "keda",
                            "operator.keda.sh",
                            "test",
                            Duration.ofSeconds(40),
                            Duration.ofSeconds(30),
                            Duration.ofMillis(200)),
                    "keda",
                    2,
                    new ScalerSettings(Duration.ofSeconds(3), List.of(), Map.of()),
                    EventSettings.DEFAULT,
                    "1.2.3"),
            Settings.from(Map.of(
                    "port", "0",
                    "metrics-port", "0",
                    "insecure-http", "true",
                    "cold-start-timeout", "60s",
                    "shutdown-grace", "60s")),
            meters,
            InstantSource.system(),
            () -> 0,
            new Held());

    @AfterEach
    void close() {
        told.tryComplete();
        cluster.close();
        await(vertx.close());
    }

    @Test
    void theLeaseGoesFirstThenTheDoorsThenWhatTheyServeThenTelemetry() {
        cluster.create(client, """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: app, namespace: shop}
                spec: {replicas: 0, template: {spec: {containers: [{name: app}]}}}
                """);
        cluster.create(client, """
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: orders, namespace: shop}
                spec:
                  scaleTargetRef: {name: app}
                  pollingInterval: 1
                  triggers:
                    - type: metrics-api
                      metadata: {url: "%s", valueLocation: value, targetValue: "5"}
                """.formatted(source.url()));
        await(weir.start());
        until("it leads", () -> holder().equals("test"));
        source.untilPolled(1);

        // A reader that waits for a first answer keeps the doors open until the test lets go.
        weir.cache().board().expect(TestGateway.id("s0-late"));
        int port = weir.doors().apiPort();
        int health = weir.doors().healthPort();
        HttpClient reader = client(port);
        Future<Reply> late = send(reader, HttpMethod.GET, uri("s0-late"));
        until(
                "the reader waits",
                () -> meters.get("weir.external.waiting").gauge().value() == 1);

        Future<Void> stopped = weir.stop();
        until("the doors close", () -> weir.ending().equals("doors"));
        assertEquals("", holder(), "another replica may lead before the doors have closed");
        Reply ready = await(send(client(health), HttpMethod.GET, "/readyz"));
        assertEquals(503, ready.code());
        assertEquals("shutting down", ready.text());
        until("nobody new is let in", () -> refuses(port));
        source.untilPolled(2);
        assertFalse(late.isComplete());

        Instant now = Instant.now();
        weir.cache()
                .board()
                .publish(
                        TestGateway.id("s0-late"),
                        new Published.Metric(
                                5,
                                now,
                                now.plusSeconds(45),
                                Buffer.buffer("{\"value\":\"5\"}"),
                                Buffer.buffer("k8s\0")));
        assertEquals("{\"value\":\"5\"}", await(late).text(), "what was taken is answered");

        until("the rest is told", () -> weir.ending().equals("telemetry"));
        assertTrue(refuses(health), "health closes with the doors");
        assertTrue(weir.cache().sources().isEmpty(), "nothing is asked any more");
        int polls = source.polls();
        assertFalse(stopped.isComplete());
        told.complete();
        await(stopped);
        assertEquals(polls, source.polls());
    }

    private String holder() {
        var lease =
                client.leases().inNamespace("keda").withName("operator.keda.sh").get();
        String holder = lease == null ? null : lease.getSpec().getHolderIdentity();
        return holder == null ? "" : holder;
    }

    private HttpClient client(int port) {
        return vertx.createHttpClient(
                new HttpClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(port));
    }

    private boolean refuses(int port) {
        HttpClient asking = client(port);
        try {
            return await(asking.request(HttpMethod.GET, "/healthz")
                    .transform(done -> Future.succeededFuture(done.failed())));
        } finally {
            await(asking.close());
        }
    }

    /** What is left to be told takes as long as the test wants. */
    private final class Held implements Telemetry {
        @Override
        public Tracing tracing() {
            return Tracing.OFF;
        }

        @Override
        public void tellOf(Supplier<Overview> look) {}

        @Override
        public Future<Void> close() {
            return told.future();
        }
    }
}
