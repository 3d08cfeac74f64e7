package dev.weir.controller.metricsplane;

import static dev.weir.controller.metricsplane.Measured.ORDERS;
import static dev.weir.controller.metricsplane.Measured.RUNNING;
import static dev.weir.controller.metricsplane.Measured.plan;
import static dev.weir.controller.metricsplane.Measured.trigger;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.weir.cache.CacheSettings;
import dev.weir.cache.testing.FakeSource;
import dev.weir.cache.testing.RecordedTracing;
import dev.weir.cache.testing.RecordedTracing.Recorded;
import dev.weir.cache.testing.VirtualCache;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The evaluation of an object as a step of the polls that it follows from. */
final class EvaluationSpanTest {

    private static final Duration POLL = Duration.ofSeconds(10);

    private final RecordedTracing tracing = new RecordedTracing();
    private final VirtualCache virtual = new VirtualCache(CacheSettings.defaults(), () -> 0, tracing);
    private final MetricsPlane plane = new MetricsPlane(virtual.cache(), changed -> {});
    private final FakeSource one = FakeSource.asking("one").answering(1);
    private final FakeSource other = FakeSource.asking("other").answering(0);

    @Test
    void followsFromThePollThatLedToIt() {
        plane.measure(plan(one, POLL), RUNNING);
        virtual.untilPolled(one, 1);

        Recorded evaluation = tracing.named("evaluate").get(0);
        assertSame(tracing.named("poll").get(0), evaluation.parent);
        assertEquals(List.of(), evaluation.others);
        assertEquals(
                Map.of(
                        "k8s.namespace.name", "shop",
                        "weir.object", "orders",
                        "weir.active", "true",
                        "weir.changed", "true"),
                evaluation.told);
        assertEquals(1, evaluation.ends);
        assertSame(evaluation, plane.state(ORDERS).orElseThrow().evaluation());
    }

    @Test
    void followsFromTheOtherTriggersPollsToo() {
        plane.measure(plan(ORDERS, 1, POLL, null, trigger(0, one, false), trigger(1, other, false)), RUNNING);
        virtual.advance(POLL.dividedBy(11));

        List<Recorded> polls = tracing.named("poll");
        Recorded last = tracing.named("evaluate").get(1);
        assertEquals(2, polls.size());
        assertSame(polls.get(1), last.parent);
        assertEquals(List.of(polls.get(0)), last.others);
    }

    @Test
    void saysWhatFailed() {
        plane.measure(plan(one.failing("broken"), POLL), RUNNING);
        virtual.untilPolled(one, 1);

        Recorded evaluation = tracing.named("evaluate").get(0);
        assertEquals("trigger 0 (fake): broken", evaluation.failure);
        assertEquals("false", evaluation.told.get("weir.active"));
    }

    @Test
    void onePollLeadsToAnEvaluationOfEachObjectThatSharesIt() {
        plane.measure(plan(one, POLL), RUNNING);
        plane.measure(
                plan(
                        new dev.weir.controller.kube.ObjectKey("shop", "others"),
                        1,
                        POLL,
                        null,
                        trigger(0, FakeSource.asking("one"), false)),
                RUNNING);
        virtual.untilPolled(one, 2);

        Recorded poll = tracing.named("poll").get(1);
        assertEquals(
                2,
                tracing.named("evaluate").stream()
                        .filter(evaluation -> evaluation.parent == poll)
                        .count());
        assertNull(poll.parent);
    }
}
