package dev.weir.gateway.cli;

import static dev.weir.gateway.testing.TestGateway.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.board.MetricBoard;
import dev.weir.controller.explain.Explained;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.gateway.config.Settings;
import dev.weir.gateway.explain.ExplanationJson;
import dev.weir.gateway.http.Readiness;
import dev.weir.gateway.process.Doors;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code weir explain} against the real servers, over TLS with the certificate that Weir makes for itself. */
@Timeout(120)
final class ExplainCommandTest {

    private static final Path CASE = Path.of("src/test/resources/explain/cpu-and-prometheus");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Vertx vertx = Vertx.vertx();
    private final Doors doors = new Doors(
                    vertx,
                    Settings.from(Map.of("port", "0", "metrics-port", "0")),
                    new MetricBoard(),
                    new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                    () -> "",
                    Readiness::yes,
                    InstantSource.system(),
                    "1.2.3")
            .explaining(ExplainCommandTest::explain);
    private final String server = "https://127.0.0.1:" + await(doors.start()).apiPort();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        await(doors.close());
        await(vertx.close());
    }

    private static Explained explain(String kind, ObjectKey key) {
        try {
            return key.name().equals("orders") && kind.equals("ScaledObject")
                    ? new Explained.Found(new ExplanationJson().read(Files.readString(Path.of(CASE + ".json"))))
                    : new Explained.Absent("there is no " + kind + " " + key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void writesTheStoryAndSaysThatALoopbackCertificateIsNotChecked() throws IOException {
        assertEquals(ExitCode.FINE, run("shop/orders", "--server", server));
        assertEquals(Files.readString(Path.of(CASE + ".txt")), out.toString());
        assertEquals(
                "The certificate of " + server + " is not checked, give --ca FILE to have it checked.",
                err.toString().strip());
    }

    @Test
    void printsOneJsonDocument() {
        assertEquals(ExitCode.FINE, run("shop/orders", "--server", server, "-o", "json"));
        assertEquals("orders", new JsonObject(out.toString()).getString("name"));
    }

    @Test
    void noSuchObjectIsANo() {
        assertEquals(ExitCode.NO, run("shop/orders", "--kind", "scaledjob", "--server", server));
        assertTrue(err.toString().contains("there is no ScaledJob shop/orders"), err::toString);
        assertEquals("", out.toString());
    }

    @Test
    void aTokenGoesOnlyToACheckedServer() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "hush-hush\n");
        assertEquals(ExitCode.COULD_NOT_RUN, run("shop/orders", "--server", server, "--token-file", token.toString()));
        assertTrue(err.toString().contains("the certificate of " + server + " was not accepted"), err::toString);
        assertTrue(err.toString().contains("--ca FILE"), err::toString);
        assertFalse(err.toString().contains("hush"), err::toString);

        assertEquals(
                ExitCode.FINE,
                run("shop/orders", "--server", server, "--token-file", token.toString(), "--insecure-skip-tls-verify"));
    }

    @Test
    void sendsTheTokenAsABearer() throws IOException {
        List<String> sent = new ArrayList<>();
        HttpServer plain = await(vertx.createHttpServer()
                .requestHandler(request -> {
                    sent.add(request.getHeader("Authorization"));
                    request.response().setStatusCode(403).end("no");
                })
                .listen(0, "127.0.0.1"));
        Path token = Files.writeString(folder.resolve("token"), "abc\n");

        assertEquals(
                ExitCode.COULD_NOT_RUN,
                run("shop/orders", "--server", "http://127.0.0.1:" + plain.actualPort(), "--token-file", "" + token));
        assertEquals(List.of("Bearer abc"), sent);
        assertTrue(err.toString().contains("HTTP 403"), err::toString);
    }

    @Test
    void aServerThatIsNotThereIsToldWithWhatToDo() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        assertEquals(ExitCode.COULD_NOT_RUN, run("shop/orders", "--server", "https://127.0.0.1:" + port));
        assertTrue(err.toString().contains("nothing answers at https://127.0.0.1:" + port), err::toString);
        assertTrue(err.toString().contains("port-forward"), err::toString);
        assertTrue(err.toString().contains("weir demo --port 6443"), err::toString);
    }

    @Test
    void saysHowItIsUsed() {
        assertUsage("accepted is NAMESPACE/NAME", "orders");
        assertUsage("accepted is NAMESPACE/NAME", "shop/../x");
        assertUsage("--server: given \"ftp://x\"", "shop/orders", "--server", "ftp://x");
        assertUsage("--server: given \"a URL with a user\"", "shop/orders", "--server", "https://u:hush@x");
        assertUsage("exclude each other", "shop/orders", "--ca", "/", "--insecure-skip-tls-verify");
        assertUsage("--ca: /is/not/there cannot be read", "shop/orders", "--ca", "/is/not/there");
        assertUsage("--token-file: /is/not/there cannot be read", "shop/orders", "--token-file", "/is/not/there");
        assertUsage("https only", "shop/orders", "--server", "http://weir", "--token-file", "/is/not/there");
        assertUsage("Invalid value for option '--kind'", "shop/orders", "--kind", "pod");
    }

    private void assertUsage(String said, String... arguments) {
        err.getBuffer().setLength(0);
        assertEquals(ExitCode.USED_WRONGLY, run(arguments));
        assertTrue(err.toString().contains(said), err::toString);
        assertFalse(err.toString().contains("hush"), err::toString);
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("explain"));
        all.addAll(List.of(arguments));
        Runners runners = new Runners(options -> 0, options -> 0, "9.9");
        return CommandLineInterface.run(
                runners, new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
    }
}
