package dev.weir.gateway.process;

import static dev.weir.gateway.testing.TestGateway.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.gateway.testing.TestGateway;
import dev.weir.scalers.testing.ServerProcess;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The built jar as a process under steady requests, and what SIGTERM does to it. */
@Timeout(240)
final class SigtermIT {

    private final Vertx vertx = Vertx.vertx();
    private final int port = ServerProcess.freePort();
    private final int health = ServerProcess.freePort();
    private final AtomicInteger answered = new AtomicInteger();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final Set<HttpConnection> known = ConcurrentHashMap.newKeySet();
    private Process process;

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        process.destroyForcibly();
        await(vertx.close());
    }

    @Test
    void endsWithoutAFailedRequestAndWithCodeZero() throws Exception {
        start("1s");
        for (HttpVersion version : List.of(HttpVersion.HTTP_1_1, HttpVersion.HTTP_2)) {
            HttpClient client = vertx.createHttpClient(new HttpClientOptions()
                    .setSsl(true)
                    .setTrustAll(true)
                    .setVerifyHost(false)
                    .setUseAlpn(true)
                    .setProtocolVersion(version)
                    .setDefaultHost("127.0.0.1")
                    .setDefaultPort(port));
            for (int reader = 0; reader < 4; reader++) {
                ask(client);
            }
        }
        TestGateway.until("requests are answered", () -> answered.get() > 100);

        process.destroy();

        TestGateway.until("it says so", () -> readiness().equals("503 shutting down"));
        int then = answered.get();
        TestGateway.until("it goes on", () -> answered.get() > then);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue());
        assertEquals(List.of(), failures);
        for (String line : Files.readAllLines(folder.resolve("log"))) {
            assertTrue(new JsonObject(line).containsKey("time"), line);
        }
    }

    @Test
    void aSecondSignalEndsAtOnce() throws Exception {
        start("10m");
        process.destroy();
        TestGateway.until("it says so", () -> readiness().equals("503 shutting down"));
        process.destroy();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(143, process.exitValue());
    }

    private void start(String delay) throws IOException, InterruptedException {
        Path objects = Files.createDirectory(folder.resolve("objects"));
        Files.writeString(objects.resolve("a.yaml"), """
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: orders, namespace: shop}
                spec:
                  scaleTargetRef: {name: app}
                  triggers: [{type: cron, metadata: {timezone: UTC, start: 0 0 * * *, end: 59 23 * * *, desiredReplicas: "2"}}]
                """);
        Path config = Files.writeString(folder.resolve("weir.yaml"), """
                objects: %s
                port: %d
                metrics-port: %d
                log-format: json
                shutdown-delay: %s
                """.formatted(objects, port, health, delay));
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        Path.of("target", "weir.jar").toAbsolutePath().toString(),
                        "serve",
                        "--config",
                        config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        for (int second = 0; second < 60 && !readiness().equals("200 ok"); second++) {
            assertTrue(process.isAlive(), () -> "see " + folder);
            process.waitFor(1, TimeUnit.SECONDS);
        }
        assertEquals("200 ok", readiness());
    }

    /** Empty if nobody answers. */
    private String readiness() {
        return await(vertx.createHttpClient()
                .request(HttpMethod.GET, health, "127.0.0.1", "/readyz")
                .compose(request -> request.send()
                        .compose(response -> response.body().map(body -> response.statusCode() + " " + body)))
                .otherwise(""));
    }

    /** One request after the other; a connection that closes before its first answer was never taken. */
    private void ask(HttpClient client) {
        client.request(new RequestOptions().setURI("/healthz")).onSuccess(request -> {
            HttpConnection connection = request.connection();
            request.send()
                    .compose(response -> response.body())
                    .onSuccess(body -> {
                        answered.incrementAndGet();
                        known.add(connection);
                        ask(client);
                    })
                    .onFailure(fault -> {
                        if (known.contains(connection)) {
                            failures.add(fault);
                        }
                    });
        });
    }
}
