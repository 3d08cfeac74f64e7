package dev.weir.scalers.upstream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.source.SourceKey;
import dev.weir.scalers.auth.HttpCall;
import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.spi.HttpCounts.HttpCount;
import dev.weir.scalers.testing.ScalerBench;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is counted of the exchanges of HTTP sources. */
final class HttpTalliesTest {

    private static final SourceKey KEY = new SourceKey("prometheus", "0123456789abcdef");

    private final ScalerBench bench =
            new ScalerBench(Duration.ofSeconds(5), Map.of(), List.of(), null, InstantSource.system());
    private final HttpAccess access = HttpAccess.open(bench.environment(), KEY, TlsSettings.DEFAULT, null);

    @AfterEach
    void close() {
        ScalerBench.await(access.close());
        bench.close();
    }

    @Test
    void countsAnswersByTheirStatus() {
        String url = listen(request -> request.response()
                .setStatusCode(request.path().length() == 1 ? 200 : 503)
                .end());
        send(url + "/");
        send(url + "/");
        send(url + "/busy");

        assertEquals(Map.of("200", 2L, "503", 1L), ofSource());
        assertEquals(ofSource(), ofType());
    }

    @Test
    void countsEachRedirectAsTheExchangeThatItIs() {
        String url = listen(request -> {
            if (request.path().equals("/")) {
                request.response().setStatusCode(302).putHeader("Location", "/there");
            }
            request.response().end();
        });
        send(url + "/");

        assertEquals(Map.of("302", 1L, "200", 1L), ofSource());
    }

    @Test
    void countsWhatIsNotAnsweredAsAnError() {
        String url = listen(request -> {
            if (request.path().equals("/break")) {
                request.connection().close();
            }
        });
        fail(HttpCall.get(url + "/break"));
        fail(HttpCall.get(url + "/hang").within(Duration.ofMillis(50)));

        assertEquals(Map.of("error", 2L), ofSource());
    }

    @Test
    void countsOnceWhatBreaksOffInTheBody() {
        String url = listen(request -> {
            request.response()
                    .setChunked(true)
                    .write("half")
                    .onComplete(written -> request.connection().close());
        });
        fail(HttpCall.get(url));

        assertEquals(Map.of("200", 1L), ofSource());
    }

    @Test
    void measuresUntilTheHeadersCome() {
        String url = listen(request ->
                bench.vertx().setTimer(60, fired -> request.response().end()));
        send(url);

        bench.http()
                .eachSource((key, tally) -> tally.each((status, durations) -> {
                    assertEquals(1, durations.count());
                    assertTrue(durations.sumSeconds() >= 0.059, durations::toString);
                    assertEquals(
                            0,
                            durations.buckets()[0]
                                    + durations.buckets()[1]
                                    + durations.buckets()[2]);
                }));
    }

    @Test
    void sourcesOfOneKeyCountTogetherUntilTheLastIsClosed() {
        String url = listen(request -> request.response().end());
        HttpAccess other = HttpAccess.open(bench.environment(), KEY, TlsSettings.DEFAULT, null);
        send(url);
        ScalerBench.await(other.send(HttpCall.get(url)));
        ScalerBench.await(other.close());
        assertEquals(Map.of("200", 2L), ofSource());

        ScalerBench.await(access.close());
        assertEquals(Map.of(), ofSource());
        assertEquals(Map.of("200", 2L), ofType(), "sums never shrink");
    }

    @Test
    void durationsFallIntoKedasBuckets() {
        HttpTally tally = new HttpTally();
        tally.count("200", Duration.ofMillis(5));
        tally.count("200", Duration.ofMillis(6));
        tally.count("200", Duration.ofSeconds(10));
        tally.count("200", Duration.ofSeconds(11));

        assertArrayEquals(new double[] {.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10}, HttpTally.bounds());
        tally.each((status, durations) -> {
            assertArrayEquals(new long[] {1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1}, durations.buckets());
            assertEquals(21.011, durations.sumSeconds(), 1e-9);
        });
    }

    @Test
    void aServerThatInventsCodesFillsNoMemory() {
        HttpCount count = bench.http().open(KEY);
        for (int code = 0; code < 1_000; code++) {
            count.answered(code, Duration.ZERO);
        }
        count.answered(3, Duration.ZERO);

        Map<String, Long> counts = ofSource();
        assertEquals(HttpTally.STATUSES + 1, counts.size());
        assertEquals(1_000 - HttpTally.STATUSES, counts.get("other"));
        assertEquals(2, counts.get("3"));
    }

    private void send(String url) {
        ScalerBench.await(access.send(HttpCall.get(url)));
    }

    private void fail(HttpCall call) {
        ScalerBench.failure(access.send(call));
    }

    private String listen(Handler<HttpServerRequest> handler) {
        return "http://127.0.0.1:"
                + ScalerBench.await(bench.vertx()
                                .createHttpServer()
                                .requestHandler(handler)
                                .listen(0, "127.0.0.1"))
                        .actualPort();
    }

    private Map<String, Long> ofSource() {
        Map<String, Long> counts = new TreeMap<>();
        bench.http()
                .eachSource((key, tally) ->
                        tally.each((status, durations) -> counts.merge(status, durations.count(), Long::sum)));
        return counts;
    }

    private Map<String, Long> ofType() {
        Map<String, Long> counts = new TreeMap<>();
        bench.http().eachType((type, tally) -> {
            assertEquals("prometheus", type);
            tally.each((status, durations) -> counts.put(status, durations.count()));
        });
        return counts;
    }
}
