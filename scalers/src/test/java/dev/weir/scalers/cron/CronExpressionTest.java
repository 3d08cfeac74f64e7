package dev.weir.scalers.cron;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Compares with vectors that robfig/cron v3.0.1 made: resources/cron/golden/main.go.txt wrote vectors.jsonl. */
class CronExpressionTest {

    @Test
    void firesWhenRobfigFires() throws IOException {
        List<Executable> checks = new ArrayList<>();
        for (JsonObject vector : vectors()) {
            if (!vector.containsKey("error")) {
                checks.add(() -> assertEquals(expected(vector), firings(vector), vector::toString));
            }
        }
        assertTrue(checks.size() >= 600, "vectors are missing");
        assertAll(checks);
    }

    @Test
    void refusesWhatRobfigRefuses() throws IOException {
        List<Executable> checks = new ArrayList<>();
        for (JsonObject vector : vectors()) {
            if (vector.containsKey("error")) {
                String spec = vector.getString("spec");
                checks.add(() -> assertThrows(
                        IllegalArgumentException.class, () -> CronExpression.parse(spec), () -> "accepted: " + spec));
            }
        }
        assertTrue(checks.size() >= 40, "vectors are missing");
        assertAll(checks);
    }

    @Test
    void walksThroughADayThatAZoneSkipped() {
        CronExpression monthly = CronExpression.parse("0 0 1 * *");
        Optional<Instant> next = assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> monthly.after(Instant.parse("2011-12-29T20:00:00Z"), ZoneId.of("Pacific/Apia")));
        assertEquals(Optional.of(Instant.parse("2011-12-31T10:00:00Z")), next);
    }

    private static List<String> firings(JsonObject vector) {
        CronExpression expression = CronExpression.parse(vector.getString("spec"));
        ZoneId zone = ZoneId.of(vector.getString("zone"));
        Instant at = Instant.parse(vector.getString("from"));
        List<String> firings = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Optional<Instant> next = expression.after(at, zone);
            firings.add(next.map(Instant::toString).orElse("never"));
            if (next.isEmpty()) {
                break;
            }
            at = next.get();
        }
        return firings;
    }

    private static List<String> expected(JsonObject vector) {
        return vector.getJsonArray("next").stream().map(String::valueOf).toList();
    }

    private static List<JsonObject> vectors() throws IOException {
        List<JsonObject> vectors = new ArrayList<>();
        try (InputStream in = CronExpressionTest.class.getResourceAsStream("/cron/golden/vectors.jsonl")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                vectors.add(new JsonObject(line));
            }
        }
        return vectors;
    }
}
