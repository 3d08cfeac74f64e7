package dev.weir.controller.metricsplane;

import dev.weir.controller.api.HealthStatus;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.api.ScaledObjectStatus;
import dev.weir.controller.credentials.AwaitedException;
import dev.weir.controller.desired.Annotations;
import dev.weir.controller.desired.Policies;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.kube.Reconciler;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has each object measured by its manifest as it is now. While an object has problems or its triggers fail, what it refers to
 * is read again from time to time, since a corrected Secret is no event of the object. An object whose new manifest cannot be
 * planned goes on being measured by the last one that could.
 */
public final class PlanReconciler implements Reconciler {

    private static final Logger LOG = LoggerFactory.getLogger(PlanReconciler.class);

    static final Duration LOOK_AGAIN = Duration.ofSeconds(20);

    private final Function<ObjectKey, Optional<ScaledObject>> objects;
    private final Targets targets;
    private final ObjectPlanner planner;
    private final MetricsPlane plane;
    private final PlanBook<ObjectPlan> book;
    private final Consumer<ObjectKey> planned;
    private final Map<ObjectKey, TargetReplicas> asked = new ConcurrentHashMap<>();

    /** {@code planned} hears of every object that was planned anew. */
    public PlanReconciler(
            Function<ObjectKey, Optional<ScaledObject>> objects,
            Targets targets,
            ObjectPlanner planner,
            MetricsPlane plane,
            PlanBook<ObjectPlan> book,
            Consumer<ObjectKey> planned) {
        this.objects = objects;
        this.targets = targets;
        this.planner = planner;
        this.plane = plane;
        this.book = book;
        this.planned = planned;
    }

    @Override
    public Result reconcile(ObjectKey key) {
        Optional<ScaledObject> object = objects.apply(key);
        if (object.filter(PlanReconciler::isMeasured).isPresent()) {
            try {
                return measure(key, object.get());
            } catch (AwaitedException e) {
                // Whoever keeps the answer calls when it is there; until then all goes on as it is.
                LOG.debug("Not planned yet object={}: {}", key, e.getMessage());
                return Reconciler.again(LOOK_AGAIN);
            }
        }
        if (object.isPresent()) {
            plane.rest(key);
        } else {
            plane.forget(key);
        }
        book.remove(key);
        asked.remove(key);
        planner.forget(key);
        return Reconciler.done();
    }

    /** Whether anybody wants to know: of a paused object nothing is scaled, and its HPA is gone. */
    public static boolean isMeasured(ScaledObject object) {
        return object.getMetadata().getDeletionTimestamp() == null && !new Annotations(object).paused();
    }

    private Result measure(ObjectKey key, ScaledObject object) {
        Optional<ObjectPlan> current = plane.plan(key);
        if (fails(key)) {
            planner.doubt(key);
        }
        Planned<ObjectPlan> made = planner.plan(object, current);
        Planned<ObjectPlan> next = made.plan() == null ? made : made.with(plane.named(made.plan()));
        TargetReplicas target = targets.replicas(object, fails(key));
        if (next.plan() != null && next.plan() != current.orElse(null)) {
            plane.measure(next.plan(), target, metric -> failures(object, metric));
        } else {
            plane.target(key, target);
        }
        if (next.plan() == null) {
            plane.mishaps().of(key).unplanned();
        }
        Planned<ObjectPlan> before = book.find(key).orElse(null);
        book.put(key, next);
        if (!next.equals(before) || moved(key, object, target)) {
            planned.accept(key);
        }
        return again(key, object, next);
    }

    /** As the object's status has kept them. */
    private static int failures(ScaledObject object, String metric) {
        return Optional.ofNullable(object.getStatus())
                .map(ScaledObjectStatus::getHealth)
                .map(health -> health.get(metric))
                .map(HealthStatus::getNumberOfFailures)
                .orElse(0);
    }

    /** Whether a target that nobody tells of has changed since it was asked about. */
    private boolean moved(ObjectKey key, ScaledObject object, TargetReplicas target) {
        return !targets.watched(object) && !target.equals(asked.put(key, target));
    }

    private Result again(ObjectKey key, ScaledObject object, Planned<ObjectPlan> next) {
        boolean attention = next.plan() == null || !next.warnings().isEmpty() || fails(key);
        if (targets.watched(object)) {
            return attention ? Reconciler.again(LOOK_AGAIN) : Reconciler.done();
        }
        Duration interval = Policies.pollingInterval(object);
        return Reconciler.again(attention && LOOK_AGAIN.compareTo(interval) < 0 ? LOOK_AGAIN : interval);
    }

    /** Whether a source cannot be read, whatever stands in for it. */
    private boolean fails(ObjectKey key) {
        return plane.state(key)
                .filter(state -> state.triggers().stream().anyMatch(trigger -> trigger.error() != null))
                .isPresent();
    }
}
