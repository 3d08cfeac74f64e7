package dev.weir.controller.metricsplane;

import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.metricsplane.ObjectPlanner.Planned;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What came of planning each object the last time. Any thread may read. */
public final class PlanBook {

    private final Map<ObjectKey, Planned> plans = new ConcurrentHashMap<>();

    public Optional<Planned> find(ObjectKey key) {
        return Optional.ofNullable(plans.get(key));
    }

    void put(ObjectKey key, Planned planned) {
        plans.put(key, planned);
    }

    void remove(ObjectKey key) {
        plans.remove(key);
    }
}
