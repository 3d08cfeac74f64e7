package dev.weir.gateway.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.gateway.config.PrometheusSettings.Freshness;
import dev.weir.gateway.prometheus.StandIn.Reply;
import dev.weir.gateway.prometheus.matrix.Grid;
import dev.weir.gateway.prometheus.matrix.Matrix;
import dev.weir.gateway.prometheus.query.BadParameterException;
import dev.weir.gateway.prometheus.query.Parameters;
import dev.weir.gateway.prometheus.query.QueryText;
import dev.weir.gateway.prometheus.query.Times;
import dev.weir.gateway.prometheus.query.Wish;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hostile paths, parameters, headers and answers: each a bounded, clear answer. The seed is printed; give it by the property. */
@Timeout(600)
final class PrometheusFuzzTest {

    private static final int TEXTS = 120_000;
    private static final int EXCHANGES = 2_000;
    private static final Freshness BOUNDS =
            new Freshness(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofMinutes(5));
    private static final String[] SEEDS = {
        "sum by (job) (rate(http_requests_total{code=~\"5..\", x!='a\\'b'}[5m] offset 1m)) / 1e+5 # why",
        "query=up&start=1435781430.781&end=2015-07-01T20:10:51.781Z&step=15s&timeout=1m&match%5B%5D=%7Ba%3D%22b%22%7D",
        "/api/v1/label/__name__/values",
        "/team-a/api/v1/query_range",
        "max-age=30, no-cache, stale-if-error=60, no-store",
        "1h30m500ms",
        "2015-07-01T20:10:51.781+02:00",
        "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{\"a\":\"b\"},\"values\":[[1,\"1\"],"
                + "[2,\"NaN\"]]}]},\"warnings\":[\"w\"]}",
    };

    private final long seed = Long.getLong("weir.fuzz.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void textsAreReadOrRefused() {
        System.out.println("PrometheusFuzzTest seed " + seed);
        Grid grid = Grid.of(1_000, 1_000, 10_000);
        for (int round = 0; round < TEXTS; round++) {
            String text = text();
            try {
                Endpoint.of(text).ifPresent(PrometheusFuzzTest::readsOnly);
                String plain = QueryText.of(text).text();
                assertEquals(plain, QueryText.of(plain).text());
                assertEquals(plain, QueryText.of("\n " + text).text());
                Times.moment(text).ifPresent(millis -> assertTrue(Math.abs(millis) < 1L << 58));
                Times.duration(text).ifPresent(millis -> assertTrue(millis > 0));
                Matrix.read(Buffer.buffer(text), grid)
                        .ifPresent(read -> assertEquals(
                                read.written(),
                                Matrix.read(read.written(), grid).orElseThrow().written()));
                Warned.with(Buffer.buffer(text), "\"it\" fails");
                parameters(text);
                Wish wish = Wish.of(BOUNDS, Optional.empty(), text);
                assertTrue(wish.freshness().compareTo(BOUNDS.most()) <= 0
                        && wish.stale().compareTo(BOUNDS.most()) <= 0);
                wish(text);
            } catch (RuntimeException | BadParameterException | AssertionError e) {
                throw new AssertionError("seed " + seed + ", text " + new JsonObject().put("is", text) + ": " + e, e);
            }
        }
    }

    private static void readsOnly(Endpoint endpoint) {
        assertTrue(endpoint.path().startsWith("/api/v1/") && !endpoint.path().contains("/../"), endpoint.path());
        assertTrue(!endpoint.path().contains("admin/tsdb"), endpoint.path());
    }

    private static void parameters(String text) {
        try {
            Parameters read = Parameters.of("", text);
            assertEquals(read.encoded(), Parameters.of(read.encoded(), "").encoded());
        } catch (BadParameterException said) {
            assertTrue(said.getMessage().length() < 200, said.getMessage());
        }
    }

    private static void wish(String text) {
        try {
            assertTrue(Wish.of(BOUNDS, Optional.of(text), null).freshness().compareTo(BOUNDS.most()) <= 0);
        } catch (BadParameterException said) {
            assertTrue(said.getMessage().length() < 200, said.getMessage());
        }
    }

    @Test
    void requestsAreAnsweredAndOthersGoOn() throws IOException {
        System.out.println("PrometheusFuzzTest seed " + seed);
        try (StandIn in = new StandIn(KnownAnswers.NONE, "prometheus-caller-asked-per-second", "1000000")) {
            for (int round = 0; round < EXCHANGES; round++) {
                String path = random.nextInt(3) == 0 ? text() : "/api/v1/query?query=" + text();
                StringBuilder request = new StringBuilder(random.nextInt(4) == 0 ? "POST " : "GET ")
                        .append(path.replace("\n", "%0a").replace(' ', '+'))
                        .append(" HTTP/1.1\r\nHost: h\r\n");
                for (int header = random.nextInt(4); header > 0; header--) {
                    request.append(pick(
                                    "Cache-Control",
                                    "X-Weir-Freshness",
                                    "X-Scope-OrgID",
                                    "Authorization",
                                    "Content-Length"))
                            .append(": ")
                            .append(text().replace("\n", ""))
                            .append("\r\n");
                }
                request.append("Connection: close\r\n\r\n").append(random.nextInt(4) == 0 ? text() : "");
                String answer = exchange(in.port(), request.toString());
                assertTrue(
                        answer.isEmpty() || answer.startsWith("HTTP/1."),
                        () -> "seed " + seed + ", request " + request + ", answer " + answer);
                assertTrue(!answer.contains(" 500 "), () -> "seed " + seed + ", request " + request + answer);
                if (round % 100 == 0) {
                    Reply good = in.get("/api/v1/query?query=up");
                    assertEquals(200, good.code(), () -> "seed " + seed + " after " + request);
                }
            }
            assertTrue(in.meters
                            .get("weir.prometheus.cache.bytes")
                            .tag("cache", "answers")
                            .gauge()
                            .value()
                    < 32 << 20);
        }
    }

    /** What comes back; nothing where the door hung up on what is no HTTP. */
    private static String exchange(int port, String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.UTF_8));
            out.flush();
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (java.net.SocketException hungUp) {
            return "";
        }
    }

    private String pick(String... all) {
        return all[random.nextInt(all.length)];
    }

    /** One of the seeds with a few changes, or noise. */
    private String text() {
        StringBuilder text = new StringBuilder(random.nextInt(10) == 0 ? "" : pick(SEEDS));
        for (int change = random.nextInt(6); change >= 0; change--) {
            int at = random.nextInt(text.length() + 1);
            switch (random.nextInt(6)) {
                case 0 -> text.insert(at, (char) random.nextInt(128));
                case 1 -> text.insert(at, (char) random.nextInt(0x10000));
                case 2 ->
                    text.insert(
                            at,
                            pick("%", "%2e", "%00", "..", "/", "\"", "'", "`", "\\", "{", "[", "e+", "-", "&", "="));
                case 3 -> text.delete(at, Math.min(text.length(), at + random.nextInt(20)));
                case 4 -> text.insert(at, pick(SEEDS));
                default -> text.insert(at, String.valueOf(random.nextLong()));
            }
        }
        String all = text.length() > 600 ? text.substring(0, 600) : text.toString();
        // Halves of characters cannot come: the one path is ASCII, the other UTF-8.
        return new String(all.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
