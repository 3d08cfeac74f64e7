package dev.weir.gateway.process;

import static dev.weir.gateway.testing.TestGateway.await;
import static dev.weir.gateway.testing.TestGateway.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.ControllerSettings;
import dev.weir.controller.EventSettings;
import dev.weir.controller.ScalerSettings;
import dev.weir.controller.kube.Leadership;
import dev.weir.controller.kube.Namespaces;
import dev.weir.controller.kube.Selectors;
import dev.weir.controller.testing.FakeCluster;
import dev.weir.gateway.config.Settings;
import dev.weir.gateway.http.Identity;
import dev.weir.gateway.http.SelfSigned;
import dev.weir.gateway.otlp.Telemetry;
import dev.weir.gateway.telemetry.Build;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole process, asked by an API server whether objects may be written. */
@Timeout(240)
final class WebhookTest {

    private static final String ASKED = """
            {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {"uid": "u-1", "operation": "CREATE",
             "namespace": "shop", "object": {"apiVersion": "keda.sh/v1alpha1", "kind": "ScaledObject",
              "metadata": {"name": "second", "namespace": "shop"}, "spec": {"scaleTargetRef": {"name": "app"},
              "triggers": [{"type": "cron", "metadata": {"timezone": "UTC"}}]}}}}
            """;

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final FakeCluster cluster = FakeCluster.start();
    private Weir weir;

    private void start(Selectors selectors) throws IOException {
        show(await(SelfSigned.make(vertx, Instant.now())));
        Settings settings = Settings.from(Map.of(
                "port",
                "0",
                "metrics-port",
                "0",
                "webhook-port",
                "0",
                "tls-cert",
                folder.resolve("tls.crt").toString(),
                "tls-key",
                folder.resolve("tls.key").toString(),
                "tls-check",
                "10ms"));
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        weir = new Weir(
                vertx,
                cluster.client(),
                new ControllerSettings(
                        Namespaces.ALL,
                        selectors,
                        Leadership.Settings.likeKeda("keda", "test"),
                        "keda",
                        2,
                        new ScalerSettings(Duration.ofSeconds(3), List.of(), Map.of()),
                        EventSettings.DEFAULT,
                        "1.2.3"),
                settings,
                meters,
                InstantSource.system(),
                () -> 0,
                Telemetry.of(settings.telemetry(), Map.of(), Build.here("1.2.3"), meters, InstantSource.system()));
        await(weir.start());
    }

    private void show(Identity identity) throws IOException {
        Files.write(folder.resolve("tls.crt"), identity.certificate().getBytes());
        Files.write(folder.resolve("tls.key"), identity.key().getBytes());
    }

    @AfterEach
    void stop() {
        await(weir.stop());
        cluster.close();
        await(vertx.close());
    }

    @Test
    void anObjectIsComparedWithWhatIsThere() throws IOException {
        first();
        start(Selectors.ALL);
        until("all is seen", () -> !message().isEmpty());
        assertEquals(
                "spec.scaleTargetRef.name: the workload 'app' of type 'apps/v1.Deployment' is already managed by the"
                        + " ScaledObject 'first'",
                message());
        HttpClient client = vertx.createHttpClient();
        String page = await(client.request(HttpMethod.GET, weir.doors().healthPort(), "127.0.0.1", "/metrics")
                        .compose(request -> request.send().compose(response -> response.body())))
                .toString();
        assertTrue(
                page.contains("keda_webhook_scaled_object_validation_errors_total{action=\"create\",namespace=\"shop\","
                        + "reason=\"other-scaled-object\"}"),
                page);
        assertTrue(
                page.contains("keda_webhook_scaled_object_validations_total{action=\"create\",namespace=\"shop\"}"),
                page);
    }

    @Test
    void objectsThatAnotherOperatorLooksAfterCountToo() throws IOException {
        first();
        start(new Selectors("team=other", ""));
        until("all is seen", () -> message().contains("managed by the ScaledObject 'first'"));
    }

    @Test
    void theCertificateIsThatOfTheApiAndFollowsItsFiles() throws IOException {
        start(Selectors.ALL);
        Certificate before = certificate(weir.doors().webhookPort());
        assertEquals(before, certificate(weir.doors().apiPort()));
        show(await(SelfSigned.make(vertx, Instant.now())));
        until(
                "another certificate is shown",
                () -> !before.equals(certificate(weir.doors().webhookPort())));
    }

    private void first() {
        cluster.create(cluster.client(), """
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: first, namespace: shop}
                spec:
                  scaleTargetRef: {name: app}
                  triggers: [{type: cron, metadata: {timezone: UTC, start: 0 6 * * *, end: 0 8 * * *, desiredReplicas: "2"}}]
                """);
    }

    /** Why the second object is not accepted; empty if it is. */
    private String message() {
        HttpClient client = client();
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setPort(weir.doors().webhookPort())
                .setURI("/validate-keda-sh-v1alpha1-scaledobject")
                .putHeader("content-type", "application/json");
        try {
            Buffer body = await(client.request(options)
                    .compose(request -> request.send(Buffer.buffer(ASKED)).compose(response -> response.body())));
            JsonObject response = body.toJsonObject().getJsonObject("response");
            assertEquals("u-1", response.getString("uid"));
            return response.getJsonObject("status").getString("message", "");
        } finally {
            await(client.close());
        }
    }

    private Certificate certificate(int port) {
        HttpClient client = client();
        try {
            return await(client.request(HttpMethod.GET, port, "127.0.0.1", "/healthz")
                            .compose(request -> request.send()
                                    .compose(response -> response.end().map(request.connection()))))
                    .peerCertificates()
                    .get(0);
        } catch (javax.net.ssl.SSLPeerUnverifiedException e) {
            throw new AssertionError(e);
        } finally {
            await(client.close());
        }
    }

    private HttpClient client() {
        return vertx.createHttpClient(new HttpClientOptions()
                .setSsl(true)
                .setTrustAll(true)
                .setVerifyHost(false)
                .setDefaultHost("127.0.0.1"));
    }
}
