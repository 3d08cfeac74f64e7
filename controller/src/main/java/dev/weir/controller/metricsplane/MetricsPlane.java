package dev.weir.controller.metricsplane;

import dev.weir.cache.MetricCache;
import dev.weir.cache.board.MetricId;
import dev.weir.controller.kube.ObjectKey;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * All objects that are measured. {@link #measure} and {@link #forget} are called by one worker at a time for a key; states
 * may be read from any thread.
 */
public final class MetricsPlane {

    private final MetricCache cache;
    private final Consumer<ObjectKey> changed;
    private final Consumer<ObjectKey> named;
    private final Map<ObjectKey, WatchedObject> objects = new ConcurrentHashMap<>();
    private final Mishaps mishaps = new Mishaps();

    /** {@code changed} hears the key of an object, on its event loop, when its state looks different. */
    public MetricsPlane(MetricCache cache, Consumer<ObjectKey> changed) {
        this(cache, changed, key -> {});
    }

    /**
     * The same.
     *
     * @param named hears the key of an object, on its event loop, when an upstream has named other metrics than its plan has:
     *     whoever plans is to measure it by what {@link #named(ObjectPlan)} makes of the plan
     */
    public MetricsPlane(MetricCache cache, Consumer<ObjectKey> changed, Consumer<ObjectKey> named) {
        this.cache = cache;
        this.changed = changed;
        this.named = named;
    }

    /**
     * The plan with the metrics that upstreams have named for its triggers, also while the object was measured by an earlier
     * plan; the very same if they are no others.
     */
    public ObjectPlan named(ObjectPlan plan) {
        WatchedObject object = objects.get(plan.key());
        return object == null ? plan : plan.named(object::named);
    }

    /**
     * Measures an object by this plan from now on. Sources that the plan before had too are not asked anew, and metrics that
     * both have keep their values.
     */
    public void measure(ObjectPlan plan, TargetReplicas target) {
        measure(plan, target, metric -> 0);
    }

    /**
     * The same.
     *
     * @param failures how often in a row a metric had failed in an earlier process; asked if this one knows nothing of the
     *     object
     */
    public void measure(ObjectPlan plan, TargetReplicas target, ToIntFunction<String> failures) {
        WatchedObject before = objects.get(plan.key());
        WatchedObject next = new WatchedObject(
                plan, cache.timeline(plan.key().hashCode()), cache, target, mishaps.of(plan.key()), changed, named);
        if (before != null) {
            next.continues(before);
        } else {
            next.remembers(failures);
        }
        objects.put(plan.key(), next);
        next.start();
        if (before != null) {
            before.stop();
            before.forgetInputs(next.inputs());
            retract(before.ids(), next.ids());
        }
    }

    /** Stops measuring an object that is gone; its metrics are no longer known. */
    public void forget(ObjectKey key) {
        rest(key);
        mishaps.forget(key);
    }

    /** Stops measuring an object that is still there, such as a paused one; its metrics are no longer known. */
    public void rest(ObjectKey key) {
        WatchedObject gone = objects.remove(key);
        if (gone != null) {
            gone.stop();
            gone.forgetInputs(Set.of());
            retract(gone.ids(), Set.of());
        }
    }

    /** The plan in force, if the object is measured. */
    public Optional<ObjectPlan> plan(ObjectKey key) {
        return Optional.ofNullable(objects.get(key)).map(WatchedObject::plan);
    }

    /** What is known of an object; empty before the first answer. */
    public Optional<ObjectState> state(ObjectKey key) {
        return Optional.ofNullable(objects.get(key)).map(WatchedObject::state);
    }

    /** How often each object failed. */
    public Mishaps mishaps() {
        return mishaps;
    }

    /** How many objects have a trigger that has neither answered nor failed yet. Looks at every object. */
    public int unanswered() {
        return (int) objects.values().stream()
                .filter(object -> !object.plan().triggers().isEmpty())
                .map(WatchedObject::state)
                .filter(state -> state == null || !state.complete())
                .count();
    }

    /** Tells that the target of an object has another number of replicas. */
    public void target(ObjectKey key, TargetReplicas replicas) {
        WatchedObject object = objects.get(key);
        if (object != null) {
            object.target(replicas);
        }
    }

    /** Tells what the HPA of an object has measured by itself, by the index of the trigger. */
    public void resources(ObjectKey key, Map<Integer, Double> measured) {
        WatchedObject object = objects.get(key);
        if (object != null) {
            object.resources(measured);
        }
    }

    public int size() {
        return objects.size();
    }

    /** Every plan in force. Looks at every one, so not for event loops. */
    public Stream<ObjectPlan> plans() {
        return objects.values().stream().map(WatchedObject::plan);
    }

    /** Plan and state of each object of which anything is known. */
    public void eachState(BiConsumer<ObjectPlan, ObjectState> look) {
        for (WatchedObject object : objects.values()) {
            ObjectState state = object.state();
            if (state != null) {
                look.accept(object.plan(), state);
            }
        }
    }

    private void retract(Set<MetricId> before, Set<MetricId> kept) {
        before.stream().filter(id -> !kept.contains(id)).forEach(cache.board()::retract);
    }
}
