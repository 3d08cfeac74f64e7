package dev.weir.controller.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weir.controller.decision.HpaSettings.Behavior;
import dev.weir.controller.decision.HpaSettings.Policy;
import dev.weir.controller.decision.HpaSettings.Rules;
import dev.weir.controller.decision.HpaSettings.Select;
import dev.weir.controller.decision.HpaStep.Workload;
import dev.weir.controller.testing.Cases;
import dev.weir.controller.testing.Cases.Fields;
import dev.weir.scalers.spi.MetricType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class HpaAlgorithmTest {

    private static final Instant START = Instant.parse("2026-08-20T10:00:00Z");

    @TestFactory
    Stream<DynamicTest> followsKubernetes() {
        return Stream.of("metrics", "missing", "bounds", "default-rules", "behavior")
                .flatMap(rule -> Cases.in("decision/hpa/" + rule + ".yaml", HpaAlgorithmTest::check));
    }

    @Test
    void fractionsOfAMilliUnitCountAsAWholeOne() {
        MetricSample.External sample = MetricSample.external("m", MetricType.Value, 0.3, 1.0001);
        assertEquals(300, sample.targetMilli());
        assertEquals(1001, sample.totalMilli());
    }

    @Test
    void refusesTargetsThatCannotBeReached() {
        assertThrows(IllegalArgumentException.class, () -> MetricSample.external("m", MetricType.AverageValue, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> MetricSample.external("m", MetricType.Utilization, 5, 1));
        assertThrows(IllegalArgumentException.class, () -> new MetricSample.Utilization("cpu", 0, 1));
    }

    @Test
    void explainsEveryStep() {
        var settings = HpaSettings.of(1, 100, null);
        List<MetricSample> metrics = List.of(
                MetricSample.external("s0-hello", MetricType.AverageValue, 5, 42),
                new MetricSample.Missing("s1-other", false, "broker refused"));

        HpaStep step = new HpaAlgorithm().step(settings, HpaState.EMPTY, metrics, 2, START);

        assertEquals(
                List.of(
                        "s0-hello: 42 of 5 per pod over 2 pods, ratio 4.200 -> 9",
                        "s1-other: no value (broker refused)",
                        "the desired replica count is increasing faster than the maximum scale rate: 9 -> 4"),
                step.steps());
    }

    private static void check(Fields row) {
        HpaSettings settings = settings(row);
        HpaState state = HpaState.EMPTY;
        int replicas = row.number("start");
        for (Fields given : row.maps("steps")) {
            String where = "at " + given.number("at", 0);
            var workload = new Workload(replicas, given.number("status", replicas), given.number("ready", replicas));
            List<MetricSample> metrics =
                    given.maps("metrics").stream().map(HpaAlgorithmTest::metric).toList();

            HpaStep step = new HpaAlgorithm()
                    .step(settings, state, metrics, workload, START.plusSeconds(given.number("at", 0)));

            assertEquals(given.number("replicas"), step.replicas(), where + " " + step.steps());
            assertEquals(step.replicas() != replicas, step.rescale(), where);
            assertEquals(step.rescale(), !step.reason().isEmpty(), where);
            assertFalse(step.steps().isEmpty(), where);
            checkWords(given, "reason", step.reason(), where);
            checkWords(given, "able", words(step.ableToScale()), where);
            checkWords(given, "active", words(step.scalingActive()), where);
            checkWords(given, "limited", words(step.scalingLimited()), where);
            given.assertAllRead();
            replicas = step.replicas();
            state = step.state();
        }
    }

    private static void checkWords(Fields given, String key, String actual, String where) {
        if (given.has(key)) {
            assertEquals(given.text(key), actual, where);
        }
    }

    private static String words(Verdict verdict) {
        return verdict == null ? null : verdict.status() + " " + verdict.reason();
    }

    private static MetricSample metric(Fields given) {
        String name = given.text("name");
        if (given.has("missing") || given.has("missingResource")) {
            return new MetricSample.Missing(
                    name, given.has("missingResource"), given.text("missing", given.text("missingResource")));
        }
        if (given.has("utilization")) {
            List<Double> percent = given.decimals("utilization");
            return new MetricSample.Utilization(
                    name, percent.get(1).intValue(), percent.get(0).intValue());
        }
        boolean average = given.has("average");
        List<Double> numbers = given.decimals(average ? "average" : "value");
        return MetricSample.external(
                name, average ? MetricType.AverageValue : MetricType.Value, numbers.get(1), numbers.get(0));
    }

    private static HpaSettings settings(Fields row) {
        Fields hpa = row.map("hpa");
        Behavior behavior = null;
        if (row.has("behavior")) {
            Fields given = row.map("behavior");
            behavior = new Behavior(
                    given.has("up") ? rules(given.map("up"), Rules.DEFAULT_UP) : Rules.DEFAULT_UP,
                    given.has("down") ? rules(given.map("down"), Rules.DEFAULT_DOWN) : Rules.DEFAULT_DOWN);
            given.assertAllRead();
        }
        return new HpaSettings(
                hpa.number("min"), hpa.number("max"), 0.1, Duration.ofSeconds(hpa.number("window", 300)), behavior);
    }

    private static Rules rules(Fields given, Rules defaults) {
        var rules = new Rules(
                Select.valueOf(given.text("select", defaults.select().name())),
                given.has("window") ? Duration.ofSeconds(given.number("window")) : defaults.stabilization(),
                given.has("policies")
                        ? given.maps("policies").stream()
                                .map(HpaAlgorithmTest::policy)
                                .toList()
                        : defaults.policies(),
                given.decimal("tolerance"));
        given.assertAllRead();
        return rules;
    }

    private static Policy policy(Fields given) {
        Duration period = Duration.ofSeconds(given.number("period"));
        return given.has("percent")
                ? Policy.percent(given.number("percent"), period)
                : Policy.pods(given.number("pods"), period);
    }
}
