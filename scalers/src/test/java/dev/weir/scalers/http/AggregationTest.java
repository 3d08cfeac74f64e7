package dev.weir.scalers.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.scalers.Scalers;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.PodIdentity;
import dev.weir.scalers.spi.ServiceEndpoints.Endpoint;
import dev.weir.scalers.spi.Trigger;
import dev.weir.scalers.spi.TriggerSpec;
import dev.weir.scalers.testing.ScalerBench;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AggregationTest {

    @ParameterizedTest
    @CsvSource({"average,3", "sum,9", "max,5", "min,1"})
    void passesOverDocumentsWithoutTheNumber(Aggregation how, double expected) {
        Fetched fetched = new Fetched(List.of("{\"n\":1}", "{}", "{\"n\":3}", "{\"n\":\"5\"}"), List.of("refused"));
        assertEquals(
                Outcome.of(expected, true),
                MetricsApiScaler.interpreter(Format.json, "n", how, 0).interpret(fetched));
    }

    @Test
    void rejectsWhenNoDocumentHasTheNumber() {
        Outcome outcome = MetricsApiScaler.interpreter(Format.json, "n", Aggregation.sum, 0)
                .interpret(new Fetched(List.of("{}"), List.of("refused")));
        assertTrue(outcome instanceof Outcome.Rejected rejected
                && rejected.message().contains("\"n\""));
    }

    @Test
    void asksFiveAtATimeAndKeepsWhatAnswers() {
        List<Promise<String>> asked = new ArrayList<>();
        List<String> urls = IntStream.range(0, 12).mapToObj(Integer::toString).toList();
        Future<Fetched> sweep = new EndpointSweep(urls, url -> {
                    Promise<String> promise = Promise.promise();
                    asked.add(promise);
                    return promise.future();
                })
                .run();
        for (int i = 0; i < 12; i++) {
            assertEquals(Math.min(12, i + 5), asked.size());
            if (i == 3) {
                asked.get(i).fail("refused");
            } else {
                asked.get(i).complete("{}");
            }
        }
        assertEquals(11, sweep.result().documents().size());
        assertEquals(List.of("refused"), sweep.result().failures());
    }

    @Test
    void asksAnEndpointThatIsNamedTwiceOnceAndDropsTheQuery() {
        List<String> asked = new ArrayList<>();
        List<Endpoint> ready = new ArrayList<>();
        try (ScalerBench bench = new ScalerBench(
                Duration.ofSeconds(3),
                Map.of(),
                List.of(),
                (namespace, service) -> Future.succeededFuture(
                        namespace.equals("shop") && service.equals("orders") ? ready : List.of()),
                InstantSource.fixed(ScalerBench.NOW))) {
            HttpServer server = ScalerBench.await(bench.vertx()
                    .createHttpServer()
                    .requestHandler(request -> {
                        asked.add(request.uri());
                        request.response().end("{\"n\":2}");
                    })
                    .listen(0, "127.0.0.1"));
            ready.add(new Endpoint("127.0.0.1", List.of(9, server.actualPort())));
            ready.add(new Endpoint("127.0.0.1", List.of(server.actualPort())));
            Trigger<?> trigger = Scalers.load()
                    .create(spec("http://orders.shop.svc:" + server.actualPort() + "/n?dropped"), bench.environment());
            assertEquals(new Fetched(List.of("{\"n\":2}"), List.of()), bench.poll(trigger.source()));
            ScalerBench.await(trigger.source().close());
            assertEquals(List.of("/n"), asked);
        }
    }

    private static TriggerSpec spec(String url) {
        Map<String, String> metadata = Map.of(
                "url", url, "valueLocation", "n", "targetValue", "1", "aggregateFromKubeServiceEndpoints", "true");
        return new TriggerSpec(
                "ScaledObject",
                "default",
                "web",
                0,
                null,
                "metrics-api",
                metadata,
                Map.of(),
                Map.of(),
                PodIdentity.NONE,
                null,
                false);
    }
}
