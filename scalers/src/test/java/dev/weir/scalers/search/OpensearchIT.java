package dev.weir.scalers.search;

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

/** Against a real OpenSearch. */
final class OpensearchIT {

    private static final Map<String, String> LOGIN = Map.of("password", "s3cret");

    @TempDir
    Path folder;

    @Test
    void searchesByQueryAndByTemplate() {
        int port = ServerProcess.freePort();
        String url = "http://127.0.0.1:" + port;
        JavaServer.find("opensearch");
        try (ScalerBench bench = new ScalerBench(Duration.ofSeconds(10));
                ServerProcess server =
                        JavaServer.start("opensearch", folder, () -> Http.status(url) == 200, port, folder)) {
            fill(url);
            assertEquals(Outcome.of(3, true), ask(bench, url, Map.of()));
            assertEquals(
                    Outcome.of(30, true),
                    ask(
                            bench,
                            url,
                            Map.of(
                                    "query",
                                    "{\"size\":0,\"aggs\":{\"s\":{\"sum\":{\"field\":\"size\"}}}}",
                                    "valueLocation",
                                    "aggregations.s.value")));
            assertEquals(
                    Outcome.of(2, true),
                    ask(bench, url, Map.of("query", "", "searchTemplateName", "by-state", "parameters", "state:open")));
            assertEquals(Outcome.of(4, true), ask(bench, url, Map.of("index", "orders;archive")));
            String missing = Asked.failure(
                    bench, "opensearch", metadata(url, Map.of("index", "nowhere", "ignoreNullValues", "true")), LOGIN);
            assertTrue(missing.contains("answered 404 Not Found"), missing);
            String taken = Asked.failure(bench, "elasticsearch", metadata(url, Map.of()), LOGIN);
            assertTrue(taken.contains("for OpenSearch there is the trigger type opensearch"), taken);
            assertTrue(server.alive());
        }
    }

    private static void fill(String url) {
        for (String document : new String[] {"orders/_doc/1", "orders/_doc/2", "orders/_doc/3", "archive/_doc/1"}) {
            String state = document.endsWith("3") ? "done" : "open";
            Http.put("PUT", url + "/" + document + "?refresh=true", "{\"state\":\"" + state + "\",\"size\":10}");
        }
        Http.put(
                "PUT",
                url + "/_scripts/by-state",
                "{\"script\":{\"lang\":\"mustache\",\"source\":"
                        + "{\"query\":{\"match\":{\"state\":\"{{state}}\"}}}}}");
    }

    private static Outcome ask(ScalerBench bench, String url, Map<String, String> more) {
        return Asked.once(bench, "opensearch", metadata(url, more), LOGIN);
    }

    private static Map<String, String> metadata(String url, Map<String, String> more) {
        return Triggers.and(
                Map.of(
                        "addresses", url,
                        "username", "weir",
                        "index", "orders",
                        "query", "{\"size\":0}",
                        "valueLocation", "hits.total.value",
                        "targetValue", "5"),
                more);
    }
}
