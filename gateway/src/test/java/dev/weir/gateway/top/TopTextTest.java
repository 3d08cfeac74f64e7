package dev.weir.gateway.top;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.poll.SourceStatus;
import dev.weir.cache.source.SourceKey;
import dev.weir.controller.observed.TopObject;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TopTextTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String DIGEST = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private static final Top TOP = new Top(
            () -> List.of(
                    source("prometheus", "prom:9090", 120, 0, null), source("redis", "redis:6379", 4, 3, "no route")),
            () -> List.of(
                    new TopObject("ScaledObject", "shop", "orders", 3, 5, 1, 1, true, false, false, "", 0),
                    new TopObject(
                            "ScaledObject",
                            "shop",
                            "evil\u001b[2J\u202e",
                            null,
                            null,
                            0,
                            1,
                            false,
                            false,
                            true,
                            "no\nroute",
                            1),
                    new TopObject("ScaledJob", "bank", "rest", 0, null, 0, 2, false, true, false, "", 0)),
            "weir-0",
            () -> true,
            () -> 1);

    private final TopLook first = TopLook.take(TOP, NOW.minusSeconds(2), 10, null);
    private final TopLook second = TopLook.take(TOP, NOW, 30, first);

    @Test
    void showsWhatFailsFirst() {
        assertEquals(
                """
                objects 3 (2 not ready)  sources 2 (1 failing)  polls/s 0.00  gets/s 10

                TYPE        UPSTREAM    EVERY  AGE  FAILS  USERS  POLLS/S  TOOK  FAILURE
                redis       redis:6379    30s   5s      3      7     0.00  12ms  no route
                prometheus  prom:9090     30s   5s      0      7     0.00  12ms

                KIND  NAMESPACE  NAME       REPLICAS  DESIRED  ACTIVE  STATE                REASON
                so    shop       evil?[2J?         -        -     0/1  not ready, fallback  no?route
                sj    bank       rest              0        -     0/2  paused
                so    shop       orders            3        5     1/1  ready
                """.strip(),
                String.join(
                        "\n", TopText.of(answer("failures", 100, ""), 120, 40).subList(1, 11)));
    }

    @Test
    void keepsWithinTheScreen() {
        for (int height = 1; height < 14; height++) {
            List<String> lines = TopText.of(answer("name", 100, ""), 20, height);
            assertTrue(lines.size() <= height, lines::toString);
            assertTrue(lines.stream().allMatch(line -> line.length() <= 20), lines::toString);
        }
    }

    @Test
    void answersWithTheAskedPart() {
        JsonObject answer = answer("replicas", 1, "shop");
        JsonObject objects = answer.getJsonObject("objects");
        assertEquals(3, objects.getInteger("total"));
        assertEquals(2, objects.getInteger("matching"));
        assertEquals(1, objects.getJsonArray("items").size());
        assertEquals("orders", objects.getJsonArray("items").getJsonObject(0).getString("name"));
    }

    @Test
    void theFirstLookKnowsNoRates() {
        assertTrue(first.answer(new TopQuery("name", 1, ""), "1").getValue("pollsPerSecond") == null);
    }

    @Test
    void manyObjectsAreALimitedAnswer() {
        List<TopObject> many = IntStream.range(0, 100_000)
                .mapToObj(
                        i -> new TopObject("ScaledObject", "n" + i % 7, "o" + i, i, i, 1, 1, true, false, false, "", 0))
                .toList();
        JsonObject answer = TopLook.take(new Top(List::of, () -> many, "weir-0", () -> false, () -> 1), NOW, 0, null)
                .answer(new TopQuery("replicas", 1_000, ""), "1");
        assertEquals(
                1_000, answer.getJsonObject("objects").getJsonArray("items").size());
        assertTrue(answer.toBuffer().length() < 300_000);
    }

    private JsonObject answer(String sort, int limit, String namespace) {
        return second.answer(new TopQuery(sort, limit, namespace), "1.2.3");
    }

    private static SourceStatus source(String type, String upstream, long polls, int failures, String failure) {
        return new SourceStatus(
                new SourceKey(type, DIGEST),
                upstream,
                Duration.ofSeconds(30),
                7,
                polls,
                failures,
                NOW,
                NOW.minusSeconds(5),
                failure,
                Duration.ofMillis(12),
                Duration.ZERO,
                "idle");
    }
}
