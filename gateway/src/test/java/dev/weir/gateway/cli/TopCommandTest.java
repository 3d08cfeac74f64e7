package dev.weir.gateway.cli;

import static dev.weir.gateway.testing.TestGateway.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.board.MetricBoard;
import dev.weir.controller.observed.TopObject;
import dev.weir.gateway.config.Settings;
import dev.weir.gateway.http.Readiness;
import dev.weir.gateway.process.Doors;
import dev.weir.gateway.top.Top;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code weir top} against the real servers, over TLS with the certificate that Weir makes for itself. */
@Timeout(120)
final class TopCommandTest {

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
            .showing(new Top(List::of, TopCommandTest::objects, "weir-0", () -> true, () -> 3));
    private final String server = "https://127.0.0.1:" + await(doors.start()).apiPort();

    @AfterEach
    void close() {
        await(doors.close());
        await(vertx.close());
    }

    private static List<TopObject> objects() {
        return IntStream.range(0, 200)
                .mapToObj(i -> new TopObject(
                        i % 2 == 0 ? "ScaledObject" : "ScaledJob",
                        "shop",
                        "o" + (1000 + i),
                        i,
                        null,
                        1,
                        1,
                        true,
                        false,
                        false,
                        "",
                        0))
                .toList();
    }

    @Test
    void printsBothTablesOnce() {
        assertEquals(ExitCode.FINE, run("--server", server));
        List<String> lines = out.toString().lines().toList();
        assertTrue(lines.get(0).startsWith("Weir 1.2.3  replica weir-0  leader  members 3  memory "), lines.get(0));
        assertTrue(
                lines.get(1).startsWith("objects 200 (0 not ready)  sources 0 (0 failing)  polls/s 0.00"),
                lines.get(1));
        List<String> rows =
                lines.stream().filter(line -> line.matches("s[oj]    shop .*")).toList();
        assertEquals(50, rows.size(), "no more than anybody reads unless he asks for more");
        assertEquals("so    shop       o1000         0        -     1/1  ready", rows.get(0));
        assertEquals("sj    shop       o1001         1        -     1/1  ready", rows.get(1));
        assertFalse(out.toString().contains("\u001b"));
    }

    @Test
    void sortsAndLimits() {
        assertEquals(ExitCode.FINE, run("--server", server, "--sort", "replicas", "--limit", "2", "-o", "json"));
        JsonObject objects = new JsonObject(out.toString()).getJsonObject("objects");
        assertEquals(2, objects.getJsonArray("items").size());
        assertEquals("o1199", objects.getJsonArray("items").getJsonObject(0).getString("name"));
        assertEquals(200, objects.getInteger("total"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--sort=evil", "--limit=0", "--limit=1001", "--namespace=A/b", "--server=ftp://x"})
    void isUsedWrongly(String option) {
        assertEquals(ExitCode.USED_WRONGLY, run(option));
        assertTrue(err.toString().contains("accepted is"), err::toString);
        assertEquals("", out.toString());
    }

    @Test
    void anotherServerIsNoWeir() {
        HttpServer other = await(vertx.createHttpServer()
                .requestHandler(request -> request.response().end("{\"sources\":1}"))
                .listen(0, "127.0.0.1"));
        assertEquals(ExitCode.COULD_NOT_RUN, run("--server", "http://127.0.0.1:" + other.actualPort()));
        assertTrue(err.toString().contains("something that is no list of sources and objects"), err::toString);
        await(other.close());
        assertEquals(ExitCode.COULD_NOT_RUN, run("--server", "http://127.0.0.1:" + other.actualPort()));
        assertTrue(err.toString().contains("nothing answers at http://127.0.0.1"), err::toString);
    }

    private int run(String... options) {
        List<String> all = new ArrayList<>(List.of("top"));
        all.addAll(List.of(options));
        Runners runners = new Runners(started -> 0, started -> 0, "9.9");
        return CommandLineInterface.run(
                runners, new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
    }
}
