package dev.weir.controller.explain;

import dev.weir.cache.source.SourceKey;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.metricsplane.JobPlane;
import dev.weir.controller.metricsplane.MetricsPlane;
import dev.weir.controller.metricsplane.ObjectPlan.PlannedTrigger;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Who asks the same sources. Walks past all plans. */
final class Sharing {

    private final MetricsPlane plane;
    private final JobPlane rounds;

    Sharing(MetricsPlane plane, JobPlane rounds) {
        this.plane = plane;
        this.rounds = rounds;
    }

    /** {@code kind namespace/name} of every object that asks each of these sources, sorted. */
    Map<SourceKey, TreeSet<String>> of(Collection<SourceKey> keys) {
        Map<SourceKey, TreeSet<String>> shared = new HashMap<>();
        keys.forEach(key -> shared.put(key, new TreeSet<>()));
        plane.plans().forEach(plan -> add(shared, "ScaledObject", plan.key(), plan.triggers()));
        rounds.plans().forEach(plan -> add(shared, "ScaledJob", plan.key(), plan.triggers()));
        return shared;
    }

    private static void add(
            Map<SourceKey, TreeSet<String>> shared, String kind, ObjectKey object, List<PlannedTrigger> triggers) {
        for (PlannedTrigger planned : triggers) {
            TreeSet<String> who = shared.get(planned.trigger().source().key());
            if (who != null) {
                who.add(kind + " " + object);
            }
        }
    }
}
