package dev.weir.controller.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.api.ScaledJob;
import dev.weir.controller.api.ScaledObject;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaledObjectRulesTest {

    private static final String TARGET = "scaleTargetRef: {name: app}";
    private static final String ONE_TRIGGER = "triggers: [{type: prometheus, metadata: {}}]";

    @Test
    void acceptsTheSmallestObject() {
        assertEquals(List.of(), problems("app", TARGET, ONE_TRIGGER));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // min, max, idle
                "-, -, -",
                "0, -, -",
                "100, -, -",
                "5, 5, -",
                "0, 1, 0",
                "0, -, 0",
                "2, 10, 1",
                "-, 1, -"
            })
    void acceptsBounds(Integer min, Integer max, Integer idle) {
        assertEquals(List.of(), problems("app", TARGET, bounds(min, max, idle), ONE_TRIGGER));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "101, -, -, spec.minReplicaCount",
                "6, 5, -, spec.minReplicaCount",
                "0, 0, -, spec.minReplicaCount",
                "-, -, 0, spec.idleReplicaCount",
                "0, -, 1, spec.idleReplicaCount",
                "2, 10, 2, spec.idleReplicaCount"
            })
    void refusesBounds(Integer min, Integer max, Integer idle, String path) {
        List<Problem> problems = problems("app", TARGET, bounds(min, max, idle), ONE_TRIGGER);

        assertEquals(List.of(path), problems.stream().map(Problem::path).toList());
        assertEquals(Reason.INCORRECT_REPLICAS, problems.get(0).reason());
    }

    @Test
    void saysWhichMaximumIsMeantWhenThereIsNone() {
        assertEquals(
                List.of(
                        "spec.minReplicaCount: is 101, but must not be greater than maxReplicaCount, which is 100 if absent"),
                sentences(problems("app", TARGET, "minReplicaCount: 101", ONE_TRIGGER)));
    }

    @Test
    void reportsEveryProblemAtOnce() {
        List<Problem> problems = problems(
                "x".repeat(64),
                "minReplicaCount: 7",
                "maxReplicaCount: 3",
                "idleReplicaCount: 7",
                "fallback: {failureThreshold: -1}",
                "triggers: [{type: cpu, name: a, metadata: {}, useCachedMetrics: true}, {name: a}]");

        assertEquals(
                List.of(
                        "metadata.name",
                        "metadata.name",
                        "spec.scaleTargetRef.name",
                        "spec.minReplicaCount",
                        "spec.idleReplicaCount",
                        "spec.fallback.failureThreshold",
                        "spec.fallback.replicas",
                        "spec.triggers[0].useCachedMetrics",
                        "spec.triggers[1].type",
                        "spec.triggers[1].metadata",
                        "spec.triggers[1].name"),
                problems.stream().map(Problem::path).toList());
    }

    @Test
    void anObjectWithoutSpecHasOneProblem() {
        ScaledObject object = Serialization.unmarshal("{\"metadata\":{\"name\":\"x\"}}", ScaledObject.class);

        assertEquals(List.of("spec: is missing"), sentences(ScaledObjectRules.problems(object)));
    }

    @ParameterizedTest
    @CsvSource({
        "'',MISSING_TARGET",
        "'scaleTargetRef: {}',MISSING_TARGET",
        "'scaleTargetRef: {name: \"\"}',MISSING_TARGET"
    })
    void refusesATargetWithoutName(String target, Reason reason) {
        assertEquals(List.of(reason), reasons(problems("app", target, ONE_TRIGGER)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "triggers: []",
                "triggers: [{type: a, metadata: {}, name: n}, {type: b, metadata: {}, name: n}]",
                "triggers: [{type: cpu, metadata: {}, useCachedMetrics: true}]",
                "triggers: [{type: memory, metadata: {}, useCachedMetrics: true}]",
                "triggers: [{type: cron, metadata: {}, useCachedMetrics: true}]",
                "triggers: [{type: '', metadata: {}}]",
                "triggers: [{type: cron}]",
                "pollingInterval: 30"
            })
    void refusesTriggers(String triggers) {
        assertEquals(List.of(Reason.INCORRECT_TRIGGERS), reasons(problems("app", TARGET, triggers)));
        assertEquals(List.of(Reason.INCORRECT_TRIGGERS), reasons(jobProblems(triggers)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "triggers: [{type: a, metadata: {}}, {type: a, metadata: {}}]",
                "triggers: [{type: a, metadata: {}, name: ''}, {type: a, metadata: {}, name: ''}]",
                "triggers: [{type: a, metadata: {}, name: n}, {type: a, metadata: {}, name: m}]",
                "triggers: [{type: cron, metadata: {}, useCachedMetrics: false}]",
                "triggers: [{type: rabbitmq, metadata: {}, useCachedMetrics: true}]"
            })
    void acceptsTriggers(String triggers) {
        assertEquals(List.of(), problems("app", TARGET, triggers));
        assertEquals(List.of(), jobProblems(triggers));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fallback: {failureThreshold: -1, replicas: 1}   | a",
                "fallback: {failureThreshold: 1, replicas: -1}   | a",
                "fallback: {failureThreshold: 1}                 | a",
                "fallback: {failureThreshold: 1, replicas: 1}    | cpu",
                "fallback: {failureThreshold: 1, replicas: 1}    | memory"
            })
    void refusesFallback(String fallback, String type) {
        assertEquals(
                List.of(Reason.INCORRECT_FALLBACK),
                reasons(problems("app", TARGET, fallback, "triggers: [{type: " + type + ", metadata: {}}]")));
    }

    @Test
    void acceptsFallbackWhereOneTriggerIsNotAResourceMetric() {
        assertEquals(
                List.of(),
                problems(
                        "app",
                        TARGET,
                        "fallback: {failureThreshold: 0, replicas: 0}",
                        "triggers: [{type: cpu, metadata: {}}, {type: cron, metadata: {}}]"));
    }

    @Test
    void acceptsFallbackOfResourceMetricsUnderAFormula() {
        assertEquals(
                List.of(),
                problems(
                        "app",
                        TARGET,
                        "fallback: {failureThreshold: 0, replicas: 0}",
                        "advanced: {scalingModifiers: {formula: '1', target: '1'}}",
                        "triggers: [{type: cpu, metadata: {}}]"));
    }

    private static final String TWO_NAMED =
            "triggers: [{type: a, name: queue, metadata: {}}, {type: b, name: hold, metadata: {}}]";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "formula: queue + hold, target: '2.5'",
                "formula: \"max(queue ?? 0, hold)\", target: '1', activationTarget: '-2.5', metricType: Value",
                "formula: 'queue > 3 ? hold : 0', target: '1', metricType: AverageValue",
                "formula: \"avg(queue, '5m') * replicas\", target: '1'"
            })
    void acceptsFormulas(String modifiers) {
        assertEquals(
                List.of(), problems("app", TARGET, "advanced: {scalingModifiers: {" + modifiers + "}}", TWO_NAMED));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "target: '1' | .formula | is missing",
                "formula: queue | .target | is missing; accepted is a number greater than 0",
                "formula: queue, target: '0' | .target | is \"0\"; accepted",
                "formula: queue, target: '-1' | .target | is \"-1\"",
                "formula: queue, target: many | .target | is \"many\"",
                "formula: queue, target: '1', activationTarget: none | .activationTarget | is \"none\"; accepted is a number",
                "formula: queue, target: '1', metricType: Utilization | .metricType | accepted are AverageValue and Value",
                "formula: queue + cue, target: '1' | .formula | (line 1, column 9)",
                "formula: queue > 1, target: '1' | .formula | (line 1",
                "formula: int(queue) % int(hold + 1), target: '1' | .formula | where every trigger says -1"
            })
    void refusesFormulas(String modifiers, String field, String message) {
        List<Problem> problems =
                problems("app", TARGET, "advanced: {scalingModifiers: {" + modifiers + "}}", TWO_NAMED);

        assertEquals(List.of(Reason.MODIFIERS), reasons(problems));
        assertEquals("spec.advanced.scalingModifiers" + field, problems.get(0).path());
        assertTrue(problems.get(0).message().contains(message), problems.get(0).message());
    }

    @Test
    void refusesAFallbackByAFormulaThatIsNotThere() {
        List<Problem> problems = problems(
                "app", TARGET, "fallback: {failureThreshold: 0, replicas: 1, behavior: scalingModifiers}", ONE_TRIGGER);

        assertEquals(List.of(Reason.MODIFIERS_FALLBACK), reasons(problems));
        assertEquals("spec.fallback.behavior", problems.get(0).path());
    }

    private static final String CPU_AND_QUEUE =
            "triggers: [{type: cpu, name: busy, metadata: {}}, {type: a, name: queue, metadata: {}}]";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}",
                "smoothing: {}",
                "smoothing: {median: 5, halfLifeSeconds: {down: 120}, deadBandPercent: {up: 10}}",
                "smoothing: {slewPerMinute: {up: {percent: 100, amount: '2.5'}, down: {amount: '4'}}}",
                "smoothing: {panic: {}}",
                "smoothing: {panic: {stableWindowSeconds: 6}}",
                "triggers: {queue: {smoothing: {panic: {stableWindowSeconds: 30, thresholdPercent: 150}}}}",
                "triggers: {queue: {}}"
            })
    void acceptsSmoothing(String weir) {
        String braces = weir.startsWith("{") ? weir : "{" + weir + "}";
        assertEquals(List.of(), problems("app", TARGET, "advanced: {weir: " + braces + "}", CPU_AND_QUEUE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "smoothing: {median: 4} | smoothing.median | is 4; accepted are odd numbers from 3 to 31",
                "smoothing: {halfLifeSeconds: {up: 0}} | smoothing.halfLifeSeconds.up | is 0; accepted are whole numbers from 1",
                "smoothing: {deadBandPercent: {down: 100}} | smoothing.deadBandPercent.down | is 100; accepted",
                "smoothing: {slewPerMinute: {up: {}}} | smoothing.slewPerMinute.up | names neither percent nor amount",
                "smoothing: {slewPerMinute: {up: {amount: many}}} | smoothing.slewPerMinute.up.amount | is \"many\"; accepted is a number",
                "smoothing: {slewPerMinute: {up: {amount: '0'}}} | smoothing.slewPerMinute.up.amount | is \"0\"; accepted is a number",
                "smoothing: {panic: {panicWindowSeconds: 60}} | smoothing.panic.panicWindowSeconds | less than stableWindowSeconds, which is 60",
                "smoothing: {panic: {thresholdPercent: 100}} | smoothing.panic.thresholdPercent | is 100; accepted",
                "triggers: {que: {}} | triggers.que | is the name of no trigger; accepted are those that spec.triggers names: [queue]",
                "triggers: {busy: {smoothing: {median: 3}}} | triggers.busy | is a trigger of cpu or memory",
                "triggers: {queue: {smoothing: {median: 2}}} | triggers.queue.smoothing.median | is 2; accepted"
            })
    void refusesSmoothing(String weir, String field, String message) {
        List<Problem> problems = problems("app", TARGET, "advanced: {weir: {" + weir + "}}", CPU_AND_QUEUE);

        assertEquals(List.of(Reason.SMOOTHING), reasons(problems));
        assertEquals("spec.advanced.weir." + field, problems.get(0).path());
        assertTrue(problems.get(0).message().contains(message), problems.get(0).message());
    }

    @Test
    void namesAllThatIsWrongWithSmoothingAtOnce() {
        List<Problem> problems = problems(
                "app",
                TARGET,
                "advanced: {weir: {smoothing: {median: 2, panic: {stableWindowSeconds: 5, panicWindowSeconds: 9}},"
                        + " triggers: {que: {smoothing: {deadBandPercent: {up: 0}}}}}}",
                CPU_AND_QUEUE);

        assertEquals(
                List.of(
                        "smoothing.median",
                        "smoothing.panic.stableWindowSeconds",
                        "smoothing.panic.panicWindowSeconds",
                        "triggers.que",
                        "triggers.que.smoothing.deadBandPercent.up"),
                problems.stream()
                        .map(problem -> problem.path().replace("spec.advanced.weir.", ""))
                        .toList());
    }

    @Test
    void whatTheHpaMeasuresIsSmoothedOnlyThroughAFormula() {
        String cpu = "triggers: [{type: cpu, name: busy, metadata: {}}]";
        String smoothing = "weir: {smoothing: {median: 3}}";

        assertEquals(
                List.of("spec.advanced.weir.smoothing"),
                problems("app", TARGET, "advanced: {" + smoothing + "}", cpu).stream()
                        .map(Problem::path)
                        .toList());
        assertEquals(
                List.of(),
                problems(
                        "app",
                        TARGET,
                        "advanced: {" + smoothing + ", scalingModifiers: {formula: busy, target: '1'}}",
                        cpu));
    }

    @Test
    void theDefaultHpaNameLeavesFiftyFourCharacters() {
        assertEquals(List.of(), problems("x".repeat(54), TARGET, ONE_TRIGGER));
        assertEquals(List.of(Reason.HPA_NAME_TOO_LONG), reasons(problems("x".repeat(55), TARGET, ONE_TRIGGER)));
    }

    @Test
    void anHpaNameOfItsOwnLeavesAllCharacters() {
        String own = "advanced: {horizontalPodAutoscalerConfig: {name: %s}}";

        assertEquals(List.of(), problems("x".repeat(63), TARGET, own.formatted("hpa"), ONE_TRIGGER));
        assertEquals(
                List.of("spec.advanced.horizontalPodAutoscalerConfig.name"),
                problems("app", TARGET, own.formatted("h".repeat(64)), ONE_TRIGGER).stream()
                        .map(Problem::path)
                        .toList());
        assertEquals(
                List.of(Reason.NAME_TOO_LONG),
                reasons(problems("x".repeat(64), TARGET, own.formatted("hpa"), ONE_TRIGGER)));
    }

    private static String bounds(Integer min, Integer max, Integer idle) {
        return (min == null ? "" : "minReplicaCount: " + min + "\n  ")
                + (max == null ? "" : "maxReplicaCount: " + max + "\n  ")
                + (idle == null ? "" : "idleReplicaCount: " + idle);
    }

    private static List<Problem> problems(String name, String... specLines) {
        String yaml = "metadata: {name: " + name + "}\nspec:\n  " + String.join("\n  ", specLines) + "\n";
        return ScaledObjectRules.problems(Serialization.unmarshal(yaml, ScaledObject.class));
    }

    private static List<Problem> jobProblems(String triggers) {
        String yaml = "metadata: {name: app}\nspec:\n  " + triggers + "\n";
        return ScaledJobRules.problems(Serialization.unmarshal(yaml, ScaledJob.class));
    }

    private static List<Reason> reasons(List<Problem> problems) {
        return problems.stream().map(Problem::reason).toList();
    }

    private static List<String> sentences(List<Problem> problems) {
        return problems.stream().map(Problem::toString).toList();
    }
}
