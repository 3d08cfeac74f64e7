package dev.weir.controller.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.decision.Fallback.Outcome;
import dev.weir.controller.decision.FallbackPolicy.Behavior;
import dev.weir.controller.testing.Cases;
import dev.weir.controller.testing.Cases.Fields;
import dev.weir.scalers.spi.Quantity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class FallbackTest {

    private static final FallbackPolicy AFTER_TWO = new FallbackPolicy(1, 4, Behavior.STATIC);

    @TestFactory
    Stream<DynamicTest> standsInForAFailedMetric() {
        return Stream.of("threshold", "behavior", "value", "last-value")
                .flatMap(rule -> Cases.in("decision/fallback/" + rule + ".yaml", FallbackTest::check));
    }

    @Test
    void oneSuccessForgetsAllFailures() {
        MetricHealth failing = new MetricHealth(2, true);
        assertTrue(failing.trips(AFTER_TWO));
        assertEquals("Failing", failing.status());

        assertEquals(new MetricHealth(0, false), failing.afterSuccess());
        assertEquals("Happy", failing.afterSuccess().status());
    }

    @Test
    void conditionTellsWhetherAnyMetricFallsBack() {
        MetricHealth once = new MetricHealth(1, true);
        MetricHealth twice = new MetricHealth(2, true);
        assertEquals(
                "NoFallbackFound", Fallback.condition(AFTER_TWO, List.of(once)).reason());
        assertEquals(
                "FallbackExists",
                Fallback.condition(AFTER_TWO, List.of(once, twice)).reason());
        assertEquals("NoFallbackFound", Fallback.condition(null, List.of(twice)).reason());
    }

    @Test
    void formulaWithoutResultIsWorthTheReplicasOfThePolicy() {
        assertEquals(new Outcome.Substitute(10, new Quantity("10")), Fallback.ofNilFormula(AFTER_TWO, 2.5));
    }

    @Test
    void behaviorsAreReadAsManifestsSpellThem() {
        for (Behavior behavior : Behavior.values()) {
            assertEquals(Optional.of(behavior), Behavior.of(behavior.wire()));
        }
        assertEquals(Optional.of(Behavior.STATIC), Behavior.of(""));
        assertEquals(Optional.empty(), Behavior.of("Static"));
    }

    private static void check(Fields row) {
        Fields given = row.map("given");
        int failures = given.number("failures");

        Outcome outcome = Fallback.apply(
                given.has("policy") ? policy(given.map("policy")) : null,
                new MetricHealth(failures, failures > 0),
                given.decimal("target"),
                !given.flag("value"),
                given.optional("current"),
                given.optional("ready"),
                given.has("age") ? Duration.ofSeconds(given.number("age")) : null);

        Fields then = row.map("then");
        if (then.has("refused")) {
            String why = assertInstanceOf(Outcome.Refused.class, outcome).why();
            assertTrue(why.contains(then.text("refused")), why);
        } else if (then.has("kept")) {
            assertEquals(new Outcome.Kept(Duration.ofSeconds(then.number("kept"))), outcome);
        } else if (then.flag("nil")) {
            assertEquals(new Outcome.Nil(), outcome);
        } else {
            assertEquals(new Outcome.Substitute(then.decimal("value"), new Quantity(then.text("quantity"))), outcome);
        }
        given.assertAllRead();
        then.assertAllRead();
    }

    private static FallbackPolicy policy(Fields given) {
        return new FallbackPolicy(
                given.number("threshold"),
                given.number("replicas"),
                Behavior.of(given.text("behavior", "")).orElseThrow(),
                given.has("lastValueFor")
                        ? Duration.ofSeconds(given.number("lastValueFor"))
                        : FallbackPolicy.LAST_VALUE_FOR);
    }
}
