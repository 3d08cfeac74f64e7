package dev.weir.controller.metricsplane;

import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.metricsplane.ObjectPlan.PlannedTrigger;
import dev.weir.scalers.spi.TriggerSpec;
import java.time.Duration;
import java.util.List;

/**
 * What is to be asked for one ScaledJob.
 *
 * @param generation of the manifest, so that readers can tell which one a round is about
 * @param pollingInterval how often it is decided anew
 * @param all its triggers; those of type cpu and memory say nothing of work that waits, and are left out as by KEDA
 */
public record JobPlan(ObjectKey key, long generation, Duration pollingInterval, PlannedTriggers all) {

    /** Those that are asked, in the order of the manifest. */
    public List<PlannedTrigger> triggers() {
        return all.asked();
    }

    /** All triggers as written, in the order of the manifest. */
    public List<TriggerSpec> specs() {
        return all.specs();
    }
}
