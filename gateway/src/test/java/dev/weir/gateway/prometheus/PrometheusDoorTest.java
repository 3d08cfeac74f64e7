package dev.weir.gateway.prometheus;

import static dev.weir.gateway.testing.TestGateway.await;
import static dev.weir.gateway.testing.TestGateway.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.gateway.prometheus.StandIn.Reply;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class PrometheusDoorTest {

    private static final String QUERY = "/api/v1/query?query=up";

    @TempDir
    private Path folder;

    private final AtomicReference<Optional<KnownAnswers.Known>> known = new AtomicReference<>(Optional.empty());
    private StandIn in =
            new StandIn((upstream, query, more, tenant) -> query.equals("up") ? known.get() : Optional.empty());

    private void with(String... settings) {
        in.close();
        in = new StandIn(KnownAnswers.NONE, settings);
    }

    @AfterEach
    void close() {
        in.close();
    }

    @Test
    void theSameQuestionIsAskedOnceWithinItsFreshness() {
        assertEquals("weir; fwd=miss", in.get(QUERY).cache());
        in.pass(Duration.ofSeconds(5));
        Reply again = in.post("/api/v1/query", "query=+up+%23+all%0A&time=" + in.now.getEpochSecond());
        assertEquals("weir; hit; ttl=0", again.cache());
        assertEquals("5", again.headers().get("age"));
        assertEquals(1, in.asked.size());
        in.pass(Duration.ofMillis(1));
        assertEquals("weir; fwd=miss", in.get(QUERY).cache());
        assertEquals(2, in.asked.size());
    }

    @Test
    void theCallerSaysHowFreshAnAnswerHasToBe() {
        in.get(QUERY);
        in.pass(Duration.ofSeconds(3));
        assertEquals(
                "weir; hit; ttl=27", in.get(QUERY, "X-Weir-Freshness", "30s").cache());
        assertEquals(
                "weir; fwd=miss", in.get(QUERY, "Cache-Control", "max-age=2").cache());
        assertEquals("weir; hit; ttl=5", in.get(QUERY).cache());
        assertEquals(
                "weir; fwd=miss", in.get(QUERY, "Cache-Control", "no-cache").cache());
        assertEquals(3, in.asked.size());
        in.pass(Duration.ofSeconds(20));
        assertEquals("weir; hit; ttl=10", in.get(QUERY + "&X-Weir-Freshness=30").cache());
        assertFalse(in.asked.toString().contains("Weir"), in.asked.toString());
    }

    @Test
    void whatMakesAnotherAnswerIsAnotherQuestion() {
        in.get(QUERY);
        in.get(QUERY + "&timeout=3s");
        in.get(QUERY + "&limit=1");
        in.get(QUERY + "&time=" + in.now.minusSeconds(60).getEpochSecond());
        in.get(QUERY, "X-Scope-OrgID", "a");
        in.get(QUERY, "X-Scope-OrgID", "b");
        in.get(QUERY, "Authorization", "Bearer 1");
        in.get(QUERY, "Authorization", "Bearer 2");
        in.get("/b" + QUERY);
        assertEquals(9, in.asked.size());
        assertEquals("b", in.requests.get(5).getHeader("x-scope-orgid"));
        assertEquals("Bearer 2", in.requests.get(7).getHeader("authorization"));
        assertTrue(in.asked.get(8).startsWith("/b/api/v1/query?"), in.asked.get(8));
        String hit = "weir; hit; ttl=5";
        assertEquals(hit, in.get(QUERY, "X-Scope-OrgID", "b").cache());
        assertEquals(hit, in.get("/api/v1/query?timeout=3s&query=up").cache());
        assertEquals(hit, in.get(QUERY + "&time=" + in.now.minusSeconds(60)).cache());
    }

    @Test
    void whoAsksMeanwhileWaitsForTheSameAnswer() {
        List<Future<Reply>> replies = new ArrayList<>();
        var held = new AtomicReference<io.vertx.core.http.HttpServerRequest>();
        in.says = held::set;
        for (int caller = 0; caller < 50; caller++) {
            replies.add(in.send(HttpMethod.GET, QUERY, ""));
        }
        until(
                "all are in",
                () -> in.meters.find("weir.prometheus.upstream.in.flight").gauges().stream()
                                        .mapToDouble(gauge -> gauge.value())
                                        .sum()
                                == 1
                        && held.get() != null);
        replies.add(in.send(HttpMethod.GET, QUERY, "", "Cache-Control", "no-cache"));
        in.says = request -> StandIn.json(request, 200, StandIn.vector("7"));
        StandIn.json(held.get(), 200, StandIn.vector("7"));
        for (Future<Reply> reply : replies) {
            assertEquals(StandIn.vector("7"), await(reply).body());
        }
        assertTrue(in.asked.size() <= 2, in.asked.toString());
    }

    @Test
    void aFailureIsAnErrorAndNotKeptForLong() {
        in.get(QUERY);
        in.pass(Duration.ofSeconds(6));
        in.says = request ->
                StandIn.json(request, 503, "{\"status\":\"error\",\"errorType\":\"timeout\",\"error\":\"slow\"}");
        assertEquals(503, in.get(QUERY).code());
        assertEquals(503, in.get(QUERY).code());
        assertEquals(2, in.asked.size());
        Reply stale = in.get(QUERY, "Cache-Control", "stale-if-error=60");
        assertEquals(200, stale.code());
        assertEquals("weir; fwd=stale; detail=stale-if-error", stale.cache());
        assertEquals(
                "the upstream fails; this answer is 6 s old",
                stale.json().getJsonArray("warnings").getString(0));
        in.pass(Duration.ofSeconds(2));
        in.says = request -> StandIn.json(request, 200, StandIn.vector("2"));
        assertEquals(StandIn.vector("2"), in.get(QUERY).body());
    }

    @Test
    void whatTheUpstreamHasAgainstAQueryIsPassedOn() {
        String error = "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error\"}";
        in.says = request -> StandIn.json(request, 400, error);
        Reply reply = in.get("/api/v1/query?query=sum(");
        assertEquals(400, reply.code());
        assertEquals(error, reply.body());
        in.get("/api/v1/query_range?query=up&start=0&end=1000000&step=1");
        assertEquals("/api/v1/query_range?end=1000000&query=up&start=0&step=1", in.asked.get(1));
    }

    @Test
    void anUpstreamThatIsNotThereOrNoPrometheusIsSaid() {
        in.says = request -> request.response().end("<html>");
        assertEquals(502, in.get(QUERY).code());
        in.says = request -> request.response()
                .setStatusCode(302)
                .putHeader("location", "http://elsewhere")
                .end();
        assertEquals(502, in.get("/api/v1/query?query=a").code());
        Reply relayed = in.get("/api/v1/labels");
        assertEquals(502, relayed.code());
        assertNull(relayed.headers().get("location"));
        in.says = request -> request.connection().close();
        assertEquals(
                "the upstream cannot be asked: HttpClosedException",
                in.get("/api/v1/query?query=b").json().getString("error"));
    }

    @Test
    void whatTakesTooLongIsATimeout() {
        with("prometheus-timeout", "200ms", "prometheus-max-concurrent", "1", "prometheus-max-waiting", "1");
        in.says = request -> {};
        Future<Reply> first = in.send(HttpMethod.GET, QUERY, "");
        until("one is asked", () -> in.asked.size() == 1);
        Future<Reply> second = in.send(HttpMethod.GET, QUERY + "2", "");
        Future<Reply> third = in.send(HttpMethod.GET, QUERY + "3", "");
        List<String> errors = new ArrayList<>();
        for (Future<Reply> reply : List.of(first, second, third)) {
            assertEquals(503, await(reply).code());
            errors.add(await(reply).json().getString("errorType"));
        }
        assertEquals("timeout", errors.get(0));
        assertTrue(errors.contains("unavailable"), errors.toString());
    }

    @Test
    void aCallerHasAShare() {
        with(
                "prometheus-caller-asked-per-second",
                "2",
                "prometheus-caller-per-second",
                "6",
                "prometheus-caller-requests",
                "3");
        in.get("/api/v1/query?query=a");
        in.get("/api/v1/query?query=b");
        Reply third = in.get("/api/v1/query?query=c");
        assertEquals(429, third.code());
        assertEquals("1", third.headers().get("retry-after"));
        assertTrue(third.json().getString("error").contains("prometheus-caller-asked-per-second"), third.body());
        assertEquals(200, in.get("/api/v1/query?query=b").code());
        assertEquals(429, in.get("/api/v1/labels").code());
        assertEquals(200, in.get("/api/v1/query?query=b").code());
        assertEquals(429, in.get("/api/v1/query?query=b").code());
        in.pass(Duration.ofSeconds(1));
        in.says = request -> {};
        in.send(HttpMethod.GET, "/api/v1/query?query=e", "");
        in.send(HttpMethod.GET, "/api/v1/query?query=e", "");
        in.send(HttpMethod.GET, "/api/v1/query?query=e", "");
        until("a fourth is one too many", () -> {
            in.pass(Duration.ofSeconds(1));
            return in.get("/api/v1/query?query=b").body().contains("prometheus-caller-requests");
        });
    }

    @Test
    void whatATriggerPollsCostsNothing() {
        known.set(Optional.of(new KnownAnswers.Known(
                Buffer.buffer(StandIn.vector("9")), in.now.minusSeconds(20), Duration.ofSeconds(30))));
        Reply reply = in.get("/api/v1/query?query=up+&timeout=30s&time=" + in.now.getEpochSecond());
        assertEquals(StandIn.vector("9"), reply.body());
        assertEquals("weir; hit; ttl=12; detail=polled", reply.cache());
        assertEquals("20", reply.headers().get("age"));
        assertEquals(0, in.asked.size());
        assertEquals("weir; fwd=miss", in.get(QUERY, "X-Weir-Freshness", "10s").cache());
        assertEquals("weir; fwd=miss", in.get(QUERY, "Authorization", "Basic x").cache());
        in.pass(Duration.ofSeconds(13));
        assertEquals("weir; fwd=miss", in.get(QUERY).cache());
    }

    @Test
    void theUpstreamsOwnCredentialsAreSentAndNeverTheCallers() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "s3cret\n");
        Path user = Files.writeString(folder.resolve("user"), "me:pw");
        with("prometheus-token-files", token.toString(), "prometheus-password-files", "b=" + user);
        in.get(QUERY, "Authorization", "Bearer mine");
        in.get("/b" + QUERY);
        assertEquals("Bearer s3cret", in.requests.get(0).getHeader("authorization"));
        assertEquals("Basic bWU6cHc=", in.requests.get(1).getHeader("authorization"));
        assertEquals(
                "weir; hit; ttl=5",
                in.get(QUERY, "Authorization", "Bearer another").cache());
    }

    @Test
    void theFixedPastIsReused() {
        in.says = this::matrix;
        long end = StandIn.START.getEpochSecond() / 60 * 60;
        String range = "/api/v1/query_range?query=a&step=60&start=%d&end=%d";
        assertEquals(
                "weir; fwd=miss", in.get(String.format(range, end - 3_600, end)).cache());
        until(
                "it is kept",
                () -> in.meters
                                .get("weir.prometheus.cache.entries")
                                .tag("cache", "ranges")
                                .gauge()
                                .value()
                        == 1);
        in.pass(Duration.ofMinutes(2));
        Reply later = in.get(String.format(range, end - 3_480, end + 120));
        assertEquals("weir; fwd=partial", later.cache());
        assertEquals(
                "/api/v1/query_range?end=" + (end + 120) + "&query=a&start=" + (end - 540) + "&step=60",
                in.asked.get(1));
        assertEquals(expected(end - 3_480, end + 120), later.body());
        Reply past = in.get(String.format(range, end - 3_000, end - 1_200));
        assertEquals("weir; hit; ttl=", past.cache().substring(0, 15));
        assertEquals(expected(end - 3_000, end - 1_200), past.body());
        assertEquals(2, in.asked.size());
        in.get(String.format(range, end - 3_001, end - 1_201));
        in.get(String.format(range, end - 3_000, end - 1_200).replace("query=a", "query=a+offset+-5m"));
        in.get(String.format(range, end - 3_000, end - 1_200) + "&stats=all");
        assertEquals(
                "weir; fwd=miss",
                in.get(String.format(range, end - 3_000, end - 1_200), "Cache-Control", "no-cache")
                        .cache());
        assertEquals(6, in.asked.size());
    }

    @Test
    void anAnswerWithWarningsIsAskedForAsAWhole() {
        in.says = this::matrix;
        long end = StandIn.START.getEpochSecond() / 60 * 60;
        String range = "/api/v1/query_range?query=a&step=60&start=" + (end - 3_600) + "&end=" + end;
        in.get(range);
        until(
                "it is kept",
                () -> in.meters
                                .get("weir.prometheus.cache.entries")
                                .tag("cache", "ranges")
                                .gauge()
                                .value()
                        == 1);
        in.pass(Duration.ofSeconds(10));
        String warned =
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]},\"warnings\":[\"half\"]}";
        in.says = request -> StandIn.json(request, 200, warned);
        assertEquals(warned, in.get(range).body());
        assertEquals(3, in.asked.size());
    }

    /** A value for each point that is asked for: its own time. */
    private void matrix(io.vertx.core.http.HttpServerRequest request) {
        long start = Long.parseLong(request.getParam("start"));
        StandIn.json(request, 200, expected(start, Long.parseLong(request.getParam("end"))));
    }

    private static String expected(long start, long end) {
        StringBuilder points = new StringBuilder();
        for (long time = start; time <= end; time += 60) {
            points.append(points.isEmpty() ? "" : ",").append("[" + time + ",\"" + time + "\"]");
        }
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{\"__name__\":\"a\"},"
                + "\"values\":[" + points + "]}]}}";
    }

    @Test
    void whatIsTooLongToKeepIsPassedThrough() {
        with("prometheus-max-answer-bytes", "2048");
        String long_ = StandIn.vector("1".repeat(10_000));
        in.says = request -> StandIn.json(request, 200, long_);
        Reply reply = in.get(QUERY);
        assertEquals(long_, reply.body());
        assertEquals("weir; fwd=bypass", reply.cache());
        assertEquals(long_, in.get(QUERY).body());
        assertEquals(3, in.asked.size());
    }

    @Test
    void anAnswerThatBreaksOffBreaksOff() {
        in.says = request -> {
            request.response()
                    .setChunked(true)
                    .putHeader("content-type", "application/json")
                    .write("{\"stat");
            in.vertx.setTimer(50, then -> request.connection().close());
        };
        assertTrue(in.send(HttpMethod.GET, "/api/v1/labels", "")
                .map(false)
                .otherwise(true)
                .await());
        assertEquals(502, in.get(QUERY).code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/v1",
                "/api/v1/",
                "/api/v1/write",
                "/api/v1/read",
                "/api/v1/admin/tsdb/delete_series",
                "/api/v1/label/../admin/values",
                "/api/v1/label/%2e%2e/values",
                "/api/v1/label/a%2Fb/values",
                "/api/v1/label/a/b/values",
                "/api/v1/status",
                "/api/v1/query/",
                "//api/v1/query",
                "/c/api/v1/query",
                "/api/v2/query",
                "/federate",
                "/-/reload",
                "/graph",
            })
    void whatDoesNotReadIsNotServed(String path) {
        Reply reply = in.get(path + "?query=up");
        assertEquals(404, reply.code());
        assertEquals("not_found", reply.json().getString("errorType"));
        assertEquals(0, in.asked.size());
    }

    @Test
    void theRestIsPassedThrough() {
        for (String path : List.of("series", "labels", "query_exemplars")) {
            assertEquals(
                    "weir; fwd=bypass",
                    in.post("/api/v1/" + path, "match%5B%5D=up").cache());
        }
        for (String path : List.of("label/__name__/values", "metadata", "status/buildinfo", "rules", "alerts")) {
            assertEquals(
                    "weir; fwd=bypass",
                    in.get("/api/v1/" + path + "?match[]=up").cache());
        }
        assertEquals("/api/v1/label/__name__/values?match%5B%5D=up", in.asked.get(3));
        assertEquals(405, in.post("/api/v1/metadata", "a=b").code());
        assertEquals("GET", in.post("/api/v1/metadata", "a=b").headers().get("allow"));
        assertEquals(405, await(in.send(HttpMethod.DELETE, QUERY, "")).code());
        in.get("/api/v1/query");
        assertTrue(in.asked.get(8).startsWith("/api/v1/query?"));
    }

    @Test
    void aFormHasABound() {
        String most = "query=up&x=" + "x".repeat(Forms.LIMIT_BYTES);
        assertEquals(413, in.post("/api/v1/query", most).code());
        assertEquals(
                200,
                in.post("/api/v1/query", most.substring(0, Forms.LIMIT_BYTES)).code());
        assertEquals(400, in.post("/api/v1/query", "query=%ff").code());
        assertEquals(HttpMethod.POST, in.requests.get(0).method());
    }
}
