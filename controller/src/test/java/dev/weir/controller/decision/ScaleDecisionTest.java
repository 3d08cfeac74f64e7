package dev.weir.controller.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.testing.Cases;
import dev.weir.controller.testing.Cases.Fields;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class ScaleDecisionTest {

    private static final Instant NOW = Instant.parse("2026-08-20T10:00:00Z");

    @TestFactory
    Stream<DynamicTest> followsTheTable() {
        return Stream.of(
                        "paused",
                        "a1-activate",
                        "a2-partial-error",
                        "a3-active",
                        "b1-error-with-fallback",
                        "b2-error-without-fallback",
                        "b3-deactivate",
                        "b4-raise-to-min",
                        "b5-nothing",
                        "cooldown")
                .flatMap(row -> Cases.in("decision/executor/" + row + ".yaml", ScaleDecisionTest::check));
    }

    @Test
    void unreadableReplicasSayWhy() {
        Verdict ready = ScaleDecision.unreadable("pools.x \"y\" is forbidden");

        assertEquals("False ErrorGettingCurrentReplicas", words(ready));
        assertTrue(ready.message().contains("pools.x \"y\" is forbidden"));
    }

    @Test
    void conditionsNameEveryCause() {
        var activity = new Activity(false, true, false, List.of(), List.of("broker refused", "query failed"));
        var policy = policy(new Fields(Map.of()));

        String message =
                ScaleDecision.decide(policy, activity, 3, null, NOW).ready().message();

        assertTrue(message.endsWith("broker refused; query failed"), message);
    }

    private static void check(Fields row) {
        Fields given = row.map("given");
        Fields then = row.map("then");
        String error = given.text("error", "");
        var activity = new Activity(
                given.flag("active"), !error.isEmpty(), false, List.of(), error.isEmpty() ? List.of() : List.of(error));

        Decision decision = ScaleDecision.decide(
                policy(given), activity, given.number("current"), before(given, "lastActiveAgo"), NOW);

        assertEquals(then.text("action", "NONE"), decision.action().name());
        assertEquals(then.number("scaleTo"), decision.scaleTo());
        assertEquals(then.text("ready"), words(decision.ready()));
        assertEquals(then.text("active"), words(decision.active()));
        assertEquals(then.flag("remembers") ? NOW : null, decision.lastActive());
        assertEquals(
                then.has("again") ? Duration.ofSeconds(then.number("again")).plusMillis(1) : null, decision.again());
        given.assertAllRead();
        then.assertAllRead();
    }

    private static ScalePolicy policy(Fields given) {
        String pause = given.text("pause", "");
        Instant created = before(given, "createdAgo");
        return new ScalePolicy(
                given.number("min"),
                given.number("idle"),
                given.number("max", 100),
                Duration.ofSeconds(given.number("cooldown", 300)),
                Duration.ofSeconds(given.number("initialCooldown", 0)),
                given.has("fallback")
                        ? new FallbackPolicy(3, given.number("fallback"), FallbackPolicy.Behavior.STATIC)
                        : null,
                created == null ? NOW.minusSeconds(86_400) : created,
                pause.equals("all"),
                pause.equals("in"),
                pause.equals("out"),
                given.flag("force"));
    }

    private static Instant before(Fields given, String key) {
        return given.has(key) ? NOW.minusSeconds(given.number(key)) : null;
    }

    private static String words(Verdict verdict) {
        if (verdict == null) {
            return null;
        }
        assertNotNull(verdict.message());
        return verdict.status() + " " + verdict.reason();
    }
}
