package dev.weir.scalers.influxdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.testing.Asked;
import dev.weir.scalers.testing.ScalerBench;
import dev.weir.scalers.testing.ServerProcess;
import dev.weir.scalers.testing.Triggers;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against Arrow's own Flight server, which stands in for InfluxDB 3: the protocol is real, the database is not. */
final class FlightIT {

    private static final Map<String, String> TOKEN = Map.of("authToken", "t0ken");

    @TempDir
    Path folder;

    @Test
    void readsWhatArrowWrites() throws Exception {
        Path python = ServerProcess.find("python3", "python3");
        needPyarrow(python);
        int port = ServerProcess.freePort();
        Path script = Path.of("src/test/servers/flight/server.py").toAbsolutePath();
        List<String> command = List.of(python.toString(), script.toString(), Integer.toString(port));
        try (ScalerBench bench = new ScalerBench(Duration.ofSeconds(10));
                ServerProcess server = ServerProcess.start("flight", folder, Map.of(), command)
                        .ready(Duration.ofSeconds(30), () -> listens(port))) {
            Map<String, String> orders = Map.of(
                    "serverURL", "http://127.0.0.1:" + port,
                    "influxVersion", "3",
                    "database", "shop",
                    "metricKey", "orders",
                    "query", "rows",
                    "thresholdValue", "5");
            assertEquals(Outcome.of(7, true), Asked.once(bench, "influxdb", orders, TOKEN));
            assertEquals(
                    Outcome.of(1.75, true),
                    Asked.once(
                            bench,
                            "influxdb",
                            Triggers.and(orders, Map.of("metricKey", "load", "queryType", "FlightSQL")),
                            TOKEN));
            assertEquals(
                    Outcome.of(0, false),
                    Asked.once(bench, "influxdb", Triggers.and(orders, Map.of("query", "nothing")), TOKEN));
            String stranger = Asked.failure(bench, "influxdb", orders, Map.of("authToken", "other"));
            assertTrue(stranger.contains("answered gRPC status 16: no such token"), stranger);
            String nowhere = Asked.failure(bench, "influxdb", Triggers.and(orders, Map.of("database", "x")), TOKEN);
            assertTrue(nowhere.contains("database not found: x"), nowhere);
            assertTrue(server.alive());
        }
    }

    private void needPyarrow(Path python) throws IOException, InterruptedException {
        Process asked = new ProcessBuilder(python.toString(), "-c", "import pyarrow.flight")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("pyarrow.log").toFile())
                .start();
        if (asked.waitFor() != 0) {
            String sentence = "pyarrow is not on this machine: pip install pyarrow";
            if ("true".equals(System.getenv("WEIR_REQUIRE_SERVERS"))) {
                fail(sentence);
            }
            abort(sentence);
        }
    }

    private static boolean listens(int port) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        }
    }
}
