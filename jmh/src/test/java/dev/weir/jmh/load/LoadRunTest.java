package dev.weir.jmh.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The whole harness with small numbers: a real {@code weir serve} and a bare server, each a process of its own. */
final class LoadRunTest {

    private static final List<String> FIGURES =
            List.of("requests", "failed", "perSecond", "p50Micros", "p99Micros", "p999Micros", "polls", "residentMiB");

    @Test
    void measuresWeirBesideABareServer() {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = LoadCommand.run(
                new LoadCommand.Runners(
                        LoadRunTest::run,
                        LoadRunTest::never,
                        LoadRunTest::never,
                        LoadRunTest::never,
                        LoadRunTest::never),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                "--objects",
                "5",
                "--queries",
                "2",
                "--seconds",
                "2",
                "--baseline",
                "-o",
                "json");
        assertEquals(0, code, err.toString());
        JsonObject json = new JsonObject(out.toString());
        assertEquals(
                List.of("baseline", "ratio"),
                json.fieldNames().stream()
                        .filter(name -> !FIGURES.contains(name))
                        .toList());
        figures(json);
        figures(json.getJsonObject("baseline"));
        assertTrue(json.getDouble("ratio") > 0, out.toString());
        // Two questions, each asked once at the start and then every 15 s, however many requests come.
        assertTrue(json.getLong("polls") >= 2 && json.getLong("polls") < 50, out.toString());
        assertEquals(0, json.getJsonObject("baseline").getLong("polls"));
    }

    private static void figures(JsonObject figures) {
        assertTrue(figures.fieldNames().containsAll(FIGURES), figures.encode());
        assertEquals(0, figures.getLong("failed"));
        for (String name : List.of("requests", "perSecond", "p50Micros", "p99Micros", "p999Micros", "residentMiB")) {
            assertTrue(figures.getLong(name) > 0, name + " of " + figures.encode());
        }
    }

    private static <O, R> R never(O options) {
        throw new AssertionError("not asked for: " + options);
    }

    private static Report run(LoadOptions options) throws Exception {
        try (LoadRun run = new LoadRun(options, System::nanoTime, InstantSource.system())) {
            return run.run();
        }
    }
}
