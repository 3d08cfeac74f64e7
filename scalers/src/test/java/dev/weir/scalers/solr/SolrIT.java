package dev.weir.scalers.solr;

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

/** Against a real Solr. */
final class SolrIT {

    private static final Map<String, String> LOGIN = Map.of("username", "weir", "password", "s3cret");

    @TempDir
    Path folder;

    @Test
    void countsDocuments() {
        int port = ServerProcess.freePort();
        String core = "http://127.0.0.1:" + port + "/solr/orders";
        JavaServer.find("solr");
        try (ScalerBench bench = new ScalerBench(Duration.ofSeconds(10));
                ServerProcess server = JavaServer.start(
                        "solr", folder, () -> Http.status(core + "/select?q=*:*") == 200, port, folder, "orders")) {
            Http.put(
                    "POST",
                    core + "/update?commit=true",
                    "[{\"id\":\"1\",\"state\":\"open\"},{\"id\":\"2\",\"state\":\"open\"},{\"id\":\"3\",\"state\":\"done\"}]");
            Map<String, String> all = Map.of(
                    "host", "http://127.0.0.1:" + port,
                    "collection", "orders",
                    "targetQueryValue", "5");
            assertEquals(Outcome.of(3, true), Asked.once(bench, "solr", all, LOGIN));
            assertEquals(
                    Outcome.of(2, true),
                    Asked.once(bench, "solr", Triggers.and(all, Map.of("query", "state:open")), LOGIN));
            assertEquals(
                    Outcome.of(1, true),
                    Asked.once(bench, "solr", Triggers.and(all, Map.of("query", "state:open AND id:[2 TO 3]")), LOGIN));
            String wrong = Asked.failure(bench, "solr", Triggers.and(all, Map.of("query", "no:1")), LOGIN);
            assertTrue(wrong.contains("answered 400 Bad Request: undefined field no"), wrong);
            String nowhere = Asked.failure(bench, "solr", Triggers.and(all, Map.of("collection", "x")), LOGIN);
            assertTrue(nowhere.contains("answered 404"), nowhere);
            assertTrue(server.alive());
        }
    }
}
