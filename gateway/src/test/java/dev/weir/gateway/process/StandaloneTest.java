package dev.weir.gateway.process;

import static dev.weir.gateway.testing.TestGateway.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.weir.controller.ControllerSettings;
import dev.weir.controller.EventSettings;
import dev.weir.controller.ScalerSettings;
import dev.weir.controller.kube.Leadership;
import dev.weir.controller.kube.Namespaces;
import dev.weir.controller.kube.Selectors;
import dev.weir.gateway.config.Settings;
import dev.weir.gateway.otlp.Telemetry;
import dev.weir.gateway.testing.TestGateway;
import dev.weir.gateway.testing.TestGateway.Reply;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real process over a folder: real polls of a source in this process, real requests to its API. */
@Timeout(120)
final class StandaloneTest {

    private volatile String authorization = "";
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer source = await(vertx.createHttpServer()
            .requestHandler(request -> {
                authorization = String.valueOf(request.getHeader("Authorization"));
                request.response().end("{\"small\": " + request.path().substring(1) + ", \"large\": 9000}");
            })
            .listen(0, "127.0.0.1"));
    private HttpClient client;
    private Standalone weir;

    @TempDir
    Path folder;

    @BeforeEach
    void make() {
        weir = standalone();
    }

    private Standalone standalone() {
        return new Standalone(
                vertx,
                folder,
                new ControllerSettings(
                        Namespaces.ALL,
                        Selectors.ALL,
                        Leadership.Settings.likeKeda("keda", "test"),
                        "keda",
                        1,
                        new ScalerSettings(ScalerSettings.DEFAULT_HTTP_TIMEOUT, List.of(), Map.of()),
                        EventSettings.DEFAULT,
                        "test"),
                Settings.from(Map.of("port", "0", "metrics-port", "0", "insecure-http", "true")),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                InstantSource.system(),
                () -> 0,
                Telemetry.OFF,
                Optional.empty());
    }

    @AfterEach
    void end() {
        await(weir.stop());
        await(vertx.close());
    }

    @Test
    void servesWhatTheFilesSayAndFollowsThem() throws Exception {
        write("consumer.yaml", object("consumer", "7", "small"));
        write("broken.yaml", object("other", "1", "small") + "  ]");
        write("wrong.yaml", object("wrong", "1", "small").replace("targetValue", "targetValues"));
        start();

        eventually("ok", () -> health("/readyz"));
        assertEquals("7", value("consumer", "small"));
        assertEquals("500", value("wrong", "small"), "as KEDA answers for what it does not know");

        write("consumer.yaml", object("consumer", "7", "large"));
        eventually("9000", () -> value("consumer", "large"));
        assertEquals("500", value("consumer", "small"));

        write("broken.yaml", object("other", "5", "small"));
        eventually("5", () -> value("other", "small"));

        Files.delete(folder.resolve("consumer.yaml"));
        eventually("500", () -> value("consumer", "large"));
        assertEquals("5", value("other", "small"));
    }

    @Test
    void takesCredentialsFromTheFolderToo() throws Exception {
        write("consumer.yaml", object("consumer", "7", "small") + """
                      authMode: bearer
                    authenticationRef: {name: auth}
                ---
                apiVersion: keda.sh/v1alpha1
                kind: TriggerAuthentication
                metadata: {name: auth, namespace: shop}
                spec:
                  secretTargetRef: [{parameter: token, name: source, key: token}]
                """);
        secret("first");
        start();
        eventually("7", () -> value("consumer", "small"));
        assertEquals("Bearer first", authorization);

        secret("second");
        eventually("Bearer second", () -> authorization);
    }

    @Test
    void explainsWhatTheFilesSay() throws Exception {
        write("consumer.yaml", object("consumer", "7", "small"));
        write("wrong.yaml", object("wrong", "1", "small").replace("targetValue", "targetValues"));
        start();
        eventually("7", () -> value("consumer", "small"));

        String told = explanation("consumer");
        assertEquals(200, status("consumer"), told);
        JsonObject json = new JsonObject(told);
        assertEquals(false, json.getJsonObject("view").getBoolean("cluster"));
        assertEquals("the objects are files and nothing is scaled, so there is no HPA", json.getString("hpaAbsent"));
        assertEquals(
                7.0,
                json.getJsonArray("triggers")
                        .getJsonObject(0)
                        .getJsonArray("metrics")
                        .getJsonObject(0)
                        .getDouble("value"));
        assertEquals(true, explanation("wrong").contains("targetValue"), explanation("wrong"));
        assertEquals(404, status("none"));
    }

    private String explanation(String name) {
        return await(TestGateway.send(client, HttpMethod.GET, "/weir/v1/explain/scaledobjects/shop/" + name))
                .text();
    }

    private int status(String name) {
        return await(TestGateway.send(client, HttpMethod.GET, "/weir/v1/explain/scaledobjects/shop/" + name))
                .code();
    }

    private void secret(String token) throws IOException {
        write(
                "secret.json",
                new JsonObject()
                        .put("apiVersion", "v1")
                        .put("kind", "Secret")
                        .put("metadata", new JsonObject().put("name", "source").put("namespace", "shop"))
                        .put("stringData", new JsonObject().put("token", token))
                        .encode());
    }

    @Test
    void saysWhatAFolderWithoutObjectsLacks() throws IOException {
        write("notes.yaml", "just: text");

        Throwable fault = assertFails(weir.start());
        assertEquals(
                "folder " + folder + " holds no ScaledObject; files that end in .yaml, .yml or .json are read",
                fault.getMessage());
    }

    private static Throwable assertFails(Future<?> future) {
        try {
            future.toCompletionStage().toCompletableFuture().get();
            return fail("nothing was missing");
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void start() {
        await(weir.start());
        client = vertx.createHttpClient(new HttpClientOptions()
                .setDefaultHost("127.0.0.1")
                .setDefaultPort(weir.doors().apiPort()));
        assertNotEquals(weir.doors().apiPort(), weir.doors().healthPort(), "each door has a port of its own");
    }

    private String health(String path) {
        return await(client.request(HttpMethod.GET, weir.doors().healthPort(), "127.0.0.1", path)
                .compose(request -> request.send().compose(response -> response.body()))
                .map(Object::toString));
    }

    private Reply metric(String name, String location) {
        return await(TestGateway.send(
                client,
                HttpMethod.GET,
                "/apis/external.metrics.k8s.io/v1beta1/namespaces/shop/s0-metric-api-" + location
                        + "?labelSelector=scaledobject.keda.sh%2Fname%3D" + name));
    }

    /** The value that an HPA would get, or the status code. */
    private String value(String name, String location) {
        Reply reply = metric(name, location);
        return reply.code() == 200
                ? reply.body()
                        .toJsonObject()
                        .getJsonArray("items")
                        .getJsonObject(0)
                        .getString("value")
                : String.valueOf(reply.code());
    }

    private interface Look {
        String now();
    }

    private static void eventually(String expected, Look look) throws InterruptedException {
        String last = look.now();
        for (int i = 0; i < 600 && !expected.equals(last); i++) {
            Thread.sleep(50);
            last = look.now();
        }
        assertEquals(expected, last);
    }

    private String url(String answer) {
        return "http://127.0.0.1:" + source.actualPort() + "/" + answer;
    }

    private String object(String name, String answer, String location) {
        return """
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: %s, namespace: shop}
                spec:
                  pollingInterval: 1
                  scaleTargetRef: {name: %s}
                  triggers:
                  - type: metrics-api
                    metadata:
                      valueLocation: %s
                      targetValue: "5"
                      url: %s
                """.formatted(name, name, location, url(answer));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
