package dev.weir.controller.controlplane;

import dev.weir.controller.desired.Generations;
import dev.weir.controller.kube.EventRecorder;
import dev.weir.controller.kube.ObjectKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells once for each manifest that an object is measured by it. Objects that were looked after before this process began are
 * not told of again: a restart of Weir is no news of theirs.
 */
final class Started {

    private static final long NONE = -1;

    private final Map<ObjectKey, Long> generations = new ConcurrentHashMap<>();
    private final EventRecorder events;

    Started(EventRecorder events) {
        this.events = events;
    }

    /** @param known whether the object's status says that it has been looked after before */
    void tell(HasMetadata object, boolean known) {
        long generation = Generations.of(object);
        Long before = generations.put(ObjectKey.of(object), generation);
        if (before == null ? !known : before != generation) {
            events.record(object, EventRecorder.Kind.Normal, "KEDAScalersStarted", "Started scalers watch");
        }
    }

    /** What was paused and is measured again is told of as if it were new. */
    void resumed(ObjectKey key) {
        generations.putIfAbsent(key, NONE);
    }

    /** @return whether it had been told of */
    boolean forget(ObjectKey key) {
        return generations.remove(key) != null;
    }
}
