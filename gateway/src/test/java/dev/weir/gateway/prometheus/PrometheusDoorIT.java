package dev.weir.gateway.prometheus;

import static dev.weir.gateway.testing.TestGateway.await;
import static dev.weir.gateway.testing.TestGateway.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.gateway.prometheus.StandIn.Reply;
import dev.weir.scalers.testing.PrometheusServer;
import dev.weir.scalers.testing.ServerProcess;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a real Prometheus with some hours of data, of which parts are missing, and with its own tool. */
@Timeout(300)
final class PrometheusDoorIT {

    private static final int SECONDS = Integer.getInteger("weir.prometheus.seconds", 6);
    private static final int FRESHNESS = Integer.getInteger("weir.prometheus.freshness", 2);
    private static final Duration PAST = Duration.ofHours(6);
    private static final String[] QUERIES = {
        "load",
        "sum(load)",
        "sum by (queue) (load)",
        "rate(jobs_total[5m])",
        "load{queue=\"b\"} offset 10m",
        "max_over_time(load[30m:1m])",
        "absent(load{queue=\"c\"})",
        "topk(1, load)",
        "load > 3",
        "time() - timestamp(load)",
        "1",
        "load / 0",
        "histogram_quantile(0.9, load)",
        "label_replace(load, \"q\", \"ü\\\"$1\", \"queue\", \"(.*)\")",
        "load @ end()",
        "load offset -10m",
    };

    @TempDir
    private static Path folder;

    private static PrometheusServer server;
    private static HttpClient client;
    private static StandIn plain;
    private static Path promtool;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        ServerProcess.find("prometheus", "prometheus");
        promtool = ServerProcess.find("promtool", "prometheus");
        Files.writeString(folder.resolve("past.txt"), past());
        String made = run(
                "tsdb",
                "create-blocks-from",
                "openmetrics",
                folder.resolve("past.txt").toString(),
                folder.resolve("data").toString());
        server = PrometheusServer.start(folder, List.of());
        plain = new StandIn(server.address(), KnownAnswers.NONE);
        plain.now = Instant.now();
        client = plain.vertx.createHttpClient();
        until(
                "it has its blocks: " + made,
                () -> direct("/api/v1/query?query=count(last_over_time(load[6h]))")
                        .contains("\"3\""));
    }

    @AfterAll
    static void stop() {
        if (plain != null) {
            plain.close();
        }
        if (server != null) {
            server.close();
        }
    }

    /** Three series of a gauge and two of a counter, sampled unevenly, with gaps of minutes to an hour. */
    private static String past() {
        Random random = new Random(11);
        StringBuilder text = new StringBuilder();
        long end = Instant.now().getEpochSecond();
        for (String metric : List.of("load", "jobs_total")) {
            text.append("# TYPE ")
                    .append(metric.replace("_total", ""))
                    .append(metric.equals("load") ? " gauge\n" : " counter\n");
            for (String queue : List.of("a", "b", "ü")) {
                long value = 0;
                for (long at = end - PAST.toSeconds() - 3_600; at < end - 60; at += 10 + random.nextInt(10)) {
                    value = metric.equals("load") ? random.nextInt(9) : value + random.nextInt(50);
                    text.append(metric)
                            .append("{queue=\"")
                            .append(queue)
                            .append("\"} ")
                            .append(value)
                            .append(' ')
                            .append(at)
                            .append('\n');
                    at += random.nextInt(200) == 0 ? random.nextInt(3_600) : 0;
                }
            }
        }
        return text.append("# EOF\n").toString();
    }

    private static String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(promtool.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0, out);
        return out;
    }

    private static String direct(String uri) {
        return await(client.request(HttpMethod.GET, server.port(), "127.0.0.1", uri)
                        .compose(request -> request.send().compose(response -> response.body())))
                .toString();
    }

    /** Windows that wander through the past and up to a moving present, with steps and phases of all kinds. */
    @Test
    void rangesAreWhatPrometheusSaysOfThem() {
        long seed = Long.getLong("weir.fuzz.seed", System.nanoTime());
        Random random = new Random(seed);
        Map<String, Integer> outcomes = new HashMap<>();
        try (StandIn in = new StandIn(server.address(), KnownAnswers.NONE, "prometheus-settling", "5m")) {
            Instant first = Instant.now().minus(PAST);
            for (int walk = 0; walk < 48; walk++) {
                String query = QUERIES[walk % QUERIES.length];
                long step = List.of(1_000L, 7_000L, 15_000L, 60_000L, 1_500L, 300_000L)
                        .get(random.nextInt(6));
                long points = 2 + random.nextInt(300);
                long end =
                        first.plus(Duration.ofMinutes(30 + random.nextInt(200))).toEpochMilli();
                for (int move = 0; move < 6; move++) {
                    // A third of the windows ends well before what may yet change.
                    in.now = Instant.ofEpochMilli(
                            end + random.nextInt(600_000) - 100_000 + (random.nextInt(3) == 0 ? 3_600_000 : 0));
                    String uri =
                            "/api/v1/query_range?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8) + "&start="
                                    + (end - points * step) / 1_000.0 + "&end="
                                    + (end + random.nextInt((int) step)) / 1_000.0 + "&step="
                                    + step / 1_000.0;
                    Reply reply = in.get(uri);
                    String context =
                            "seed " + seed + " walk " + walk + " move " + move + " " + uri + " " + reply.cache();
                    assertTrue(direct(uri).equals(reply.body()), context);
                    outcomes.merge(reply.cache().replaceAll("ttl=.*", ""), 1, Integer::sum);
                    end += step * random.nextInt((int) points) * (random.nextInt(4) == 0 ? -1 : 1);
                }
            }
        }
        System.out.println("PrometheusDoorIT seed " + seed + " " + outcomes);
        assertTrue(outcomes.getOrDefault("weir; fwd=partial", 0) > 20, outcomes.toString());
        assertTrue(outcomes.getOrDefault("weir; hit; ", 0) > 5, outcomes.toString());
    }

    @Test
    void promtoolSeesNoDifference() throws IOException, InterruptedException {
        String door = "http://127.0.0.1:" + plain.port();
        long end = Instant.now().getEpochSecond() - 600;
        String[] span = {"--start=" + (end - 3_000), "--end=" + end};
        for (int round = 0; round < 2; round++) {
            for (String at : List.of(door, door)) {
                assertEquals(
                        run(
                                "query",
                                "range",
                                span[0],
                                span[1],
                                "--step=30s",
                                server.address(),
                                "sum by (queue) (load)"),
                        run("query", "range", span[0], span[1], "--step=30s", at, "sum by (queue) (load)"));
                assertEquals(
                        run("query", "series", span[0], span[1], "--match=load", server.address()),
                        run("query", "series", span[0], span[1], "--match=load", at));
                assertEquals(
                        run("query", "labels", span[0], span[1], server.address(), "queue"),
                        run("query", "labels", span[0], span[1], at, "queue"));
                assertEquals(
                        run("query", "instant", "--time=" + end, server.address(), "load"),
                        run("query", "instant", "--time=" + end, at, "load"));
            }
        }
        assertTrue(run("query", "instant", door, "vector(3)").startsWith("{} => 3 @["));
        assertTrue(run("query", "labels", door, "queue").contains("ü"));
    }

    /** What Grafana's data source asks: its health check, what kind of server it is, variables, panels. */
    @Test
    void aDashboardWorks() {
        Reply health = plain.post("/api/v1/query", "query=1%2B1&time=" + plain.now.getEpochSecond());
        assertEquals("scalar", health.json().getJsonObject("data").getString("resultType"));
        assertEquals(
                "2", health.json().getJsonObject("data").getJsonArray("result").getString(1));
        assertTrue(plain.get("/api/v1/status/buildinfo")
                .json()
                .getJsonObject("data")
                .containsKey("version"));
        long end = plain.now.getEpochSecond();
        String span = "&start=" + (end - 20_000) + "&end=" + end;
        assertEquals(
                List.of("a", "b", "ü"),
                plain.get("/api/v1/label/queue/values?match%5B%5D=load" + span)
                        .json()
                        .getJsonArray("data")
                        .getList());
        assertTrue(
                plain.post("/api/v1/labels", "match%5B%5D=load" + span).body().contains("queue"));
        assertTrue(
                plain.post("/api/v1/series", "match%5B%5D=load" + span).body().contains("ü"));
        assertEquals(200, plain.get("/api/v1/metadata?limit=5").code());
        Reply panel = plain.post("/api/v1/query_range", "query=load&step=15" + span);
        assertEquals("matrix", panel.json().getJsonObject("data").getString("resultType"));
        assertEquals(direct("/api/v1/query_range?query=load&step=15" + span), panel.body());
        Reply tooMany = plain.get("/api/v1/query_range?query=load&step=1&start=0&end=20000");
        assertEquals(400, tooMany.code());
        assertTrue(
                tooMany.json().getString("error").contains("exceeded maximum resolution of 11,000 points"),
                tooMany.body());
    }

    @Test
    void aCrowdCostsTheUpstreamWhatItsFreshnessAllows() {
        int clients = 200;
        int queries = 10;
        try (StandIn in = new StandIn(server.address(), KnownAnswers.NONE, "prometheus-freshness", FRESHNESS + "s")) {
            in.live = true;
            long before = served();
            AtomicLong answered = new AtomicLong();
            AtomicLong failed = new AtomicLong();
            long begun = System.nanoTime();
            long end = begun + TimeUnit.SECONDS.toNanos(SECONDS);
            List<Future<Void>> all = new ArrayList<>();
            for (int one = 0; one < clients; one++) {
                all.add(ask(in, one, queries, end, answered, failed));
            }
            Future<?> crowd = Future.join(all);
            try {
                crowd.await(SECONDS + 60, TimeUnit.SECONDS);
            } catch (java.util.concurrent.TimeoutException e) {
                throw new AssertionError("the crowd did not end", e);
            }
            long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            long cost = served() - before;
            System.out.println(clients + " clients, " + queries + " queries, " + SECONDS + " s, freshness " + FRESHNESS
                    + " s: " + answered + " answers, " + cost + " requests to the upstream, " + failed + " failed");
            assertEquals(0, failed.get());
            assertTrue(answered.get() > clients, answered.toString());
            // A machine that is slow ends later than it was told, and an answer serves for as long as it is fresh all
            // the same.
            long intervals = (took + FRESHNESS * 1_000L - 1) / (FRESHNESS * 1_000L);
            assertTrue(cost >= queries && cost <= queries * intervals, cost + " requests to the upstream, ms " + took);
        }
    }

    private static Future<Void> ask(
            StandIn in, int next, int queries, long end, AtomicLong answered, AtomicLong failed) {
        if (System.nanoTime() > end) {
            return Future.succeededFuture();
        }
        String uri = "/api/v1/query?query=sum(load)%2B" + next % queries;
        return in.send(HttpMethod.GET, uri, "")
                .onComplete(reply ->
                        (reply.succeeded() && reply.result().code() == 200 ? answered : failed).incrementAndGet())
                .transform(done -> ask(in, next + 1, queries, end, answered, failed));
    }

    /** How many instant queries the server has answered, as it counts them itself. */
    private static long served() {
        Matcher counts = Pattern.compile(
                        "prometheus_http_requests_total\\{code=\"\\d+\",handler=\"/api/v1/query\"} (\\S+)")
                .matcher(direct("/metrics"));
        double sum = 0;
        while (counts.find()) {
            sum += Double.parseDouble(counts.group(1));
        }
        return (long) sum;
    }
}
