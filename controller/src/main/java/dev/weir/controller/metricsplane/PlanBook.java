package dev.weir.controller.metricsplane;

import dev.weir.controller.kube.ObjectKey;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What came of planning each object of a kind the last time. Any thread may read. */
public final class PlanBook<P> {

    private final Map<ObjectKey, Planned<P>> plans = new ConcurrentHashMap<>();

    public Optional<Planned<P>> find(ObjectKey key) {
        return Optional.ofNullable(plans.get(key));
    }

    void put(ObjectKey key, Planned<P> planned) {
        plans.put(key, planned);
    }

    void remove(ObjectKey key) {
        plans.remove(key);
    }
}
