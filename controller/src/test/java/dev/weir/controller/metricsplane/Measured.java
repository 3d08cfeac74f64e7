package dev.weir.controller.metricsplane;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.cache.board.BoardEntry;
import dev.weir.cache.board.MetricId;
import dev.weir.cache.board.Published;
import dev.weir.cache.testing.FakeSource;
import dev.weir.cache.testing.VirtualCache;
import dev.weir.controller.decision.FallbackPolicy;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.metricsplane.ObjectPlan.PlannedTrigger;
import dev.weir.controller.testing.Specs;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.MetricType;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.Quantity;
import dev.weir.scalers.spi.Trigger;
import dev.weir.scalers.spi.TriggerSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A metrics plane in virtual time, and short words for plans and for what readers get. */
final class Measured {

    static final ObjectKey ORDERS = new ObjectKey("shop", "orders");
    static final TargetReplicas RUNNING = new TargetReplicas(OptionalInt.of(2), OptionalInt.of(2));
    static final TargetReplicas AT_ZERO = new TargetReplicas(OptionalInt.of(0), OptionalInt.of(0));

    final VirtualCache virtual = new VirtualCache();
    final List<ObjectKey> changes = new ArrayList<>();
    final List<ObjectKey> named = new ArrayList<>();
    final MetricsPlane plane = new MetricsPlane(virtual.cache(), changes::add, named::add);

    /** A plan of one trigger whose metric {@code s0-fake} has the target 5; active above zero. */
    static ObjectPlan plan(FakeSource source, Duration interval) {
        return plan(ORDERS, 1, interval, null, trigger(0, source, false));
    }

    static ObjectPlan plan(
            ObjectKey key,
            long generation,
            Duration interval,
            @Nullable FallbackPolicy fallback,
            PlannedTrigger... triggers) {
        return new ObjectPlan(key, generation, interval, fallback, List.of(triggers));
    }

    static PlannedTrigger trigger(int index, FakeSource source, boolean cached) {
        return trigger(index, null, source, cached);
    }

    /** A trigger that a formula can name. */
    static PlannedTrigger named(int index, String name, FakeSource source) {
        return trigger(index, name, source, false);
    }

    private static PlannedTrigger trigger(int index, @Nullable String name, FakeSource source, boolean cached) {
        TriggerSpec spec = Specs.of("orders", index, name, "fake");
        return new PlannedTrigger(spec, trigger(index, source), cached);
    }

    static Trigger<FakeSource.Number> trigger(int index, FakeSource source) {
        MetricSpec metric = new MetricSpec("s" + index + "-fake", MetricType.AverageValue, Quantity.of(5));
        return Trigger.of(
                source,
                metric,
                reading -> new Outcome.Measured(List.of(reading.value()), reading.value() > 0),
                List.of());
    }

    Measured measure(ObjectPlan plan, TargetReplicas target) {
        plane.measure(plan, target);
        virtual.time().settle();
        return this;
    }

    void advance(Duration time) {
        virtual.advance(time);
    }

    /** What a reader of a metric gets now: its value as written on the wire, or the error's message, or {@code gone}. */
    String reads(ObjectKey key, String metric) {
        BoardEntry entry = virtual.cache().board().find(new MetricId(key.namespace(), metric, key.name()));
        if (entry == null) {
            return "gone";
        }
        Published published = entry.answer(virtual.now().toEpochMilli());
        if (published == null) {
            return "nothing yet";
        }
        return published instanceof Published.Metric value
                ? value.json()
                        .toString(UTF_8)
                        .replaceAll(".*\"value\":\"([^\"]*)\".*", "$1")
                        .trim()
                : ((Published.Unavailable) published).message();
    }

    String reads() {
        return reads(ORDERS, "s0-fake");
    }

    ObjectState state() {
        return plane.state(ORDERS).orElseThrow();
    }
}
