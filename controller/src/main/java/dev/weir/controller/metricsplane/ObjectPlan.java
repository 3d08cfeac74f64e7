package dev.weir.controller.metricsplane;

import dev.weir.controller.decision.FallbackPolicy;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.scalers.spi.Trigger;
import dev.weir.scalers.spi.TriggerSpec;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be measured for one object: everything of its manifest that the metrics plane needs.
 *
 * @param generation of the manifest, so that readers can tell which one a state is about
 * @param pollingInterval how often activity is looked at
 * @param fallback null where there is none
 * @param triggers in the order of the manifest
 */
public record ObjectPlan(
        ObjectKey key,
        long generation,
        Duration pollingInterval,
        @Nullable FallbackPolicy fallback,
        List<PlannedTrigger> triggers) {

    /** A value is good for this many intervals. */
    private static final int GOOD_INTERVALS = 3;

    /** A poll that takes its whole time must not make the value before it too old. */
    private static final Duration SHORTEST = Duration.ofSeconds(15);

    public ObjectPlan {
        triggers = List.copyOf(triggers);
    }

    /**
     * How old a value may become before its readers get an error in its place.
     *
     * @param interval at which its source is asked
     */
    Duration goodFor(Duration interval) {
        Duration good = interval.multipliedBy(GOOD_INTERVALS);
        return good.compareTo(SHORTEST) < 0 ? SHORTEST : good;
    }

    /**
     * One trigger.
     *
     * @param cached whether readers between two polls are content with the last one
     */
    public record PlannedTrigger(TriggerSpec spec, Trigger<?> trigger, boolean cached) {}
}
