package dev.weir.controller.metricsplane;

import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.kube.Reconciler;
import dev.weir.controller.metricsplane.ObjectPlanner.Planned;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Has each object measured by its manifest as it is now. While an object has problems or its triggers fail, what it refers to
 * is read again from time to time, since a corrected Secret is no event of the object. An object whose new manifest cannot be
 * planned goes on being measured by the last one that could.
 */
public final class PlanReconciler implements Reconciler {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(20);

    private final Function<ObjectKey, Optional<ScaledObject>> objects;
    private final Function<ScaledObject, TargetReplicas> replicas;
    private final ObjectPlanner planner;
    private final MetricsPlane plane;
    private final PlanBook book;
    private final Consumer<ObjectKey> planned;

    /** {@code planned} hears of every object that was planned anew. */
    public PlanReconciler(
            Function<ObjectKey, Optional<ScaledObject>> objects,
            Function<ScaledObject, TargetReplicas> replicas,
            ObjectPlanner planner,
            MetricsPlane plane,
            PlanBook book,
            Consumer<ObjectKey> planned) {
        this.objects = objects;
        this.replicas = replicas;
        this.planner = planner;
        this.plane = plane;
        this.book = book;
        this.planned = planned;
    }

    @Override
    public Result reconcile(ObjectKey key) {
        Optional<ScaledObject> object =
                objects.apply(key).filter(found -> found.getMetadata().getDeletionTimestamp() == null);
        if (object.isEmpty()) {
            plane.forget(key);
            book.remove(key);
            return Reconciler.done();
        }
        return measure(key, object.get());
    }

    private Result measure(ObjectKey key, ScaledObject object) {
        Optional<ObjectPlan> current = plane.plan(key);
        Planned next = planner.plan(object, current);
        TargetReplicas target = replicas.apply(object);
        if (next.plan() != null && next.plan() != current.orElse(null)) {
            plane.measure(next.plan(), target);
        } else {
            plane.target(key, target);
        }
        Planned before = book.find(key).orElse(null);
        book.put(key, next);
        if (!next.equals(before)) {
            planned.accept(key);
        }
        return needsAttention(key, next) ? Reconciler.again(LOOK_AGAIN) : Reconciler.done();
    }

    private boolean needsAttention(ObjectKey key, Planned next) {
        return next.plan() == null
                || !next.warnings().isEmpty()
                || plane.state(key).filter(state -> state.activity().error()).isPresent();
    }
}
