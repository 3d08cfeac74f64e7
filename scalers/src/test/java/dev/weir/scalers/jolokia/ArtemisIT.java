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

/** Against a real ActiveMQ Artemis with its Jolokia. */
final class ArtemisIT {

    private static final Map<String, String> LOGIN = Map.of("username", "weir", "password", "s3cret");

    @TempDir
    Path folder;

    @Test
    void countsMessages() {
        int port = ServerProcess.freePort();
        JavaServer.find("artemis");
        try (ScalerBench bench = new ScalerBench(Duration.ofSeconds(10));
                ServerProcess server = JavaServer.start(
                        "artemis",
                        folder,
                        () -> Http.status("http://127.0.0.1:" + port + "/console/jolokia/") > 0,
                        port,
                        folder,
                        "orders",
                        3)) {
            Map<String, String> orders = Map.of(
                    "managementEndpoint", "127.0.0.1:" + port,
                    "brokerName", "weir",
                    "brokerAddress", "orders",
                    "queueName", "orders",
                    "activationQueueLength", "0");
            assertEquals(Outcome.of(3, true), Asked.once(bench, "artemis-queue", orders, LOGIN));
            String missing =
                    Asked.failure(bench, "artemis-queue", Triggers.and(orders, Map.of("queueName", "none")), LOGIN);
            assertTrue(missing.contains("answered that it failed with status 404"), missing);
            String stranger =
                    Asked.failure(bench, "artemis-queue", orders, Triggers.and(LOGIN, Map.of("password", "wrong")));
            assertTrue(stranger.contains("answered 401 Unauthorized"), stranger);
            assertTrue(server.alive());
        }
    }
}
