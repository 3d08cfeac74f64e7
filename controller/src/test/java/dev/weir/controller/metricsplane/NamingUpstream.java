package dev.weir.controller.metricsplane;

import dev.weir.cache.testing.FakeSource;
import dev.weir.controller.metricsplane.ObjectPlan.PlannedTrigger;
import dev.weir.controller.testing.Specs;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.MetricType;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.Quantity;
import dev.weir.scalers.spi.Trigger;
import java.util.List;

/**
 * A trigger whose upstream names its metrics: {@code a} with the target 5; from 100 on {@code b} with the target 3 as well,
 * which is one more than {@code a}; none at all where it says {@link #NONE}. Active above zero; {@link #CALL} is a call for
 * replicas.
 */
final class NamingUpstream {

    static final double CALL = -1;
    static final double NONE = -2;

    private NamingUpstream() {}

    static PlannedTrigger trigger(int index, FakeSource source) {
        Trigger<FakeSource.Number> trigger =
                new Trigger<>(source, List.of(), reading -> says(index, reading.value()), List.of());
        return new PlannedTrigger(Specs.of("orders", index, null, "fake"), trigger, false);
    }

    private static Outcome says(int index, double value) {
        MetricSpec a = new MetricSpec("s" + index + "-a", MetricType.AverageValue, Quantity.of(5));
        MetricSpec b = new MetricSpec("s" + index + "-b", MetricType.AverageValue, Quantity.of(3));
        if (value == NONE) {
            return new Outcome.Specified(List.of(), new Outcome.Rejected("it names no metric"));
        }
        if (value == CALL) {
            return new Outcome.Specified(List.of(a), new Outcome.Called(null));
        }
        return value < 100
                ? new Outcome.Specified(List.of(a), new Outcome.Measured(List.of(value), value > 0))
                : new Outcome.Specified(List.of(a, b), new Outcome.Measured(List.of(value, value + 1), true));
    }
}
