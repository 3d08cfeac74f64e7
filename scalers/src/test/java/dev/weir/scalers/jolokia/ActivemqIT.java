package dev.weir.scalers.jolokia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.testing.Asked;
import dev.weir.scalers.testing.Http;
import dev.weir.scalers.testing.JavaServer;
import dev.weir.scalers.testing.ScalerBench;
import dev.weir.scalers.testing.ServerProcess;
import dev.weir.scalers.testing.Triggers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real ActiveMQ Classic with its Jolokia. */
final class ActivemqIT {

    private static final Map<String, String> LOGIN = Map.of("username", "weir", "password", "s3cret");

    @TempDir
    Path folder;

    @Test
    void countsMessages() {
        int port = ServerProcess.freePort();
        JavaServer.find("activemq");
        try (ScalerBench bench = new ScalerBench(Duration.ofSeconds(10));
                ServerProcess server = JavaServer.start(
                        "activemq",
                        folder,
                        () -> Http.status("http://127.0.0.1:" + port + "/api/jolokia/") > 0,
                        port,
                        "orders",
                        3)) {
            Map<String, String> orders = Map.of(
                    "managementEndpoint", "127.0.0.1:" + port,
                    "brokerName", "localhost",
                    "destinationName", "orders");
            assertEquals(Outcome.of(3, true), Asked.once(bench, "activemq", orders, LOGIN));
            String missing =
                    Asked.failure(bench, "activemq", Triggers.and(orders, Map.of("destinationName", "none")), LOGIN);
            assertTrue(missing.contains("answered that it failed with status 404"), missing);
            String stranger =
                    Asked.failure(bench, "activemq", orders, Triggers.and(LOGIN, Map.of("password", "wrong")));
            assertTrue(stranger.contains("answered 401 Unauthorized"), stranger);
            assertTrue(server.alive());
        }
    }
}
