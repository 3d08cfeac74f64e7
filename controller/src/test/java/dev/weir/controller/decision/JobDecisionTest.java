package dev.weir.controller.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.decision.JobDecision.Counts;
import dev.weir.controller.decision.JobPolicy.Calculation;
import dev.weir.controller.decision.JobPolicy.Strategy;
import dev.weir.controller.testing.Cases;
import dev.weir.controller.testing.Cases.Fields;
import dev.weir.controller.testing.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class JobDecisionTest {

    @TestFactory
    Stream<DynamicTest> createsJobs() {
        return Stream.of("default", "custom", "accurate", "eager", "bounds", "calculation")
                .flatMap(rule -> Cases.in("decision/job/" + rule + ".yaml", JobDecisionTest::check));
    }

    /** Whatever is asked for, a negative number of Jobs is never created, and none passes the maximum but by custom. */
    @Test
    void boundsHold() {
        Random random = Seed.random();
        for (int round = 0; round < 100_000; round++) {
            Strategy strategy = switch (random.nextInt(3)) {
                case 0 -> new Strategy.Default();
                case 1 -> new Strategy.Accurate();
                default -> new Strategy.Eager();
            };
            int max = random.nextInt(20) + 1;
            JobPolicy policy = JobPolicy.of(
                    random.nextInt(max + 1),
                    Optional.of(max),
                    strategy,
                    Calculation.values()[random.nextInt(Calculation.values().length)]);
            List<JobTrigger> triggers = new ArrayList<>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                triggers.add(
                        random.nextInt(5) == 0
                                ? JobTrigger.failed("broken")
                                : new JobTrigger(random.nextBoolean(), random.nextInt(40), random.nextInt(4), null));
            }
            int running = random.nextInt(max + 1);
            Counts counts = new Counts(running, running == 0 ? 0 : random.nextInt(running));

            JobDecision decision = JobDecision.decide(policy, triggers, counts);

            String what = policy + " " + triggers + " " + counts + " -> " + decision;
            assertTrue(decision.create() >= 0, what);
            assertTrue(running + decision.create() <= max, what);
        }
    }

    private static void check(Fields row) {
        Fields given = row.map("given");
        Fields then = row.map("then");
        JobPolicy policy = JobPolicy.of(
                given.number("min", 0),
                Optional.ofNullable(given.number("max")),
                strategy(given),
                Calculation.of(given.text("calculation", "")));
        List<JobTrigger> triggers =
                given.maps("triggers").stream().map(JobDecisionTest::trigger).toList();

        JobDecision decision =
                JobDecision.decide(policy, triggers, new Counts(given.number("running"), given.number("pending", 0)));

        assertEquals(then.number("create"), decision.create(), decision.steps()::toString);
        assertEquals(then.text("active", "True ScalerActive"), words(decision.active()));
        assertEquals(then.text("ready", "True ScaledJobReady"), words(decision.ready()));
        given.assertAllRead();
        then.assertAllRead();
    }

    private static Strategy strategy(Fields given) {
        return switch (given.text("strategy", "default")) {
            case "custom" -> new Strategy.Custom(given.number("deduction", 0), given.decimal("share"));
            case "accurate" -> new Strategy.Accurate();
            case "eager" -> new Strategy.Eager();
            default -> new Strategy.Default();
        };
    }

    private static JobTrigger trigger(Fields given) {
        return given.has("error")
                ? JobTrigger.failed(given.text("error"))
                : new JobTrigger(!given.flag("idle"), given.decimal("queue"), given.decimal("target"), null);
    }

    private static String words(Verdict verdict) {
        return verdict.status() + " " + verdict.reason();
    }
}
