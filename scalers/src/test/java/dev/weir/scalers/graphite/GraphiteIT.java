package dev.weir.scalers.graphite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.testing.Asked;
import dev.weir.scalers.testing.Http;
import dev.weir.scalers.testing.ScalerBench;
import dev.weir.scalers.testing.ServerProcess;
import dev.weir.scalers.testing.Triggers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real Graphite, whose points are written as its own tools write them. */
final class GraphiteIT {

    private static final Map<String, String> LOGIN = Map.of("username", "weir", "password", "s3cret");

    @TempDir
    Path folder;

    @Test
    void readsTheLastPoint() throws Exception {
        String graphite = ServerProcess.find("graphite-manage", "graphite-web").toString();
        long now = Instant.now().getEpochSecond();
        write("orders", (now - 240) + ":3", (now - 120) + ":7");
        write("returns", (now - 120) + ":4");
        write("idle");
        int port = ServerProcess.freePort();
        Map<String, String> variables = Map.of(
                "GRAPHITE_FOLDER",
                folder.toString(),
                "DJANGO_SETTINGS_MODULE",
                "weir_settings",
                "PYTHONDONTWRITEBYTECODE",
                "1",
                "PYTHONPATH",
                Path.of("src/test/servers/graphite").toAbsolutePath().toString());
        List<String> command = List.of(graphite, "runserver", "--noreload", "--insecure", "127.0.0.1:" + port);
        try (ScalerBench bench = new ScalerBench(Duration.ofSeconds(10));
                ServerProcess server = ServerProcess.start("graphite", folder, variables, command)
                        .ready(
                                Duration.ofSeconds(60),
                                () -> Http.status("http://127.0.0.1:" + port + "/render?target=none&format=json")
                                        == 200)) {
            assertEquals(Outcome.of(7, true), ask(bench, port, "shop.orders"));
            assertEquals(Outcome.of(11, true), ask(bench, port, "sumSeries(shop.{orders,returns})"));
            assertEquals(Outcome.of(0, false), ask(bench, port, "shop.nothing"));
            Outcome several = ask(bench, port, "shop.{orders,returns}");
            assertTrue(several.toString().contains("2 series"), several::toString);
            Outcome idle = ask(bench, port, "shop.idle");
            assertTrue(idle.toString().contains("points has a value"), idle::toString);
            String wrong = Asked.failure(bench, "graphite", metadata(port, "noSuchFunction(shop.orders)"), LOGIN);
            assertTrue(wrong.contains(" answered "), wrong);
            assertTrue(server.alive());
        }
    }

    private static Outcome ask(ScalerBench bench, int port, String query) {
        return Asked.once(bench, "graphite", metadata(port, query), LOGIN);
    }

    private static Map<String, String> metadata(int port, String query) {
        return Triggers.and(
                Map.of("serverAddress", "http://127.0.0.1:" + port, "query", query),
                Map.of("queryTime", "-10min", "authMode", "basic"));
    }

    /** A point a minute, {@code TIME:VALUE}. */
    private void write(String series, String... points) throws IOException, InterruptedException {
        String file = Files.createDirectories(folder.resolve("shop"))
                .resolve(series + ".wsp")
                .toString();
        run(List.of(ServerProcess.find("whisper-create", "python3-whisper").toString(), file, "60s:1d"));
        List<String> update = new ArrayList<>(
                List.of(ServerProcess.find("whisper-update", "python3-whisper").toString(), file));
        update.addAll(List.of(points));
        if (points.length > 0) {
            run(update);
        }
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        Path log = folder.resolve("whisper.log");
        int status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start()
                .waitFor();
        assertEquals(0, status, () -> command + " failed");
    }
}
