package dev.weir.controller.metricsplane;

import dev.weir.controller.api.ScaledJob;
import dev.weir.controller.credentials.AwaitedException;
import dev.weir.controller.desired.Annotations;
import dev.weir.controller.desired.Generations;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.kube.Reconciler;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Has the triggers of each ScaledJob asked by its manifest as it is now. While they have problems or fail, what they refer to
 * is read again from time to time. One whose new manifest cannot be planned is asked about no more: what it would make Jobs
 * of is not known.
 */
public final class JobPlanReconciler implements Reconciler {

    private final Function<ObjectKey, Optional<ScaledJob>> jobs;
    private final JobPlanner planner;
    private final JobPlane plane;
    private final PlanBook<JobPlan> book;
    private final Consumer<ObjectKey> planned;

    /** {@code planned} hears of every ScaledJob that was planned anew. */
    public JobPlanReconciler(
            Function<ObjectKey, Optional<ScaledJob>> jobs,
            JobPlanner planner,
            JobPlane plane,
            PlanBook<JobPlan> book,
            Consumer<ObjectKey> planned) {
        this.jobs = jobs;
        this.planner = planner;
        this.plane = plane;
        this.book = book;
        this.planned = planned;
    }

    @Override
    public Result reconcile(ObjectKey key) {
        Optional<ScaledJob> job = jobs.apply(key);
        if (job.filter(JobPlanReconciler::isMeasured).isPresent()) {
            try {
                return measure(key, job.get());
            } catch (AwaitedException e) {
                return awaited(key, job.get());
            }
        }
        if (job.isPresent()) {
            plane.rest(key);
        } else {
            plane.forget(key);
        }
        book.remove(key);
        planner.forget(key);
        return Reconciler.done();
    }

    /** Whoever keeps the answer calls when it is there. Of an edited manifest nobody knows what it would make Jobs of. */
    private Result awaited(ObjectKey key, ScaledJob job) {
        if (plane.plan(key)
                .filter(plan -> plan.generation() == Generations.of(job))
                .isEmpty()) {
            plane.rest(key);
        }
        return Reconciler.again(PlanReconciler.LOOK_AGAIN);
    }

    private static boolean isMeasured(ScaledJob job) {
        return job.getMetadata().getDeletionTimestamp() == null
                && !new Annotations(job).on(Annotations.PAUSED)
                && job.getSpec() != null;
    }

    private Result measure(ObjectKey key, ScaledJob job) {
        Optional<JobPlan> current = plane.plan(key);
        if (fails(key)) {
            planner.doubt(key);
        }
        Planned<JobPlan> next = planner.plan(job, current);
        if (next.plan() == null) {
            plane.mishaps().of(key).unplanned();
            plane.rest(key);
        } else if (next.plan() != current.orElse(null)) {
            plane.measure(next.plan());
        }
        Planned<JobPlan> before = book.find(key).orElse(null);
        book.put(key, next);
        if (!next.equals(before)) {
            planned.accept(key);
        }
        boolean attention = next.plan() == null || !next.warnings().isEmpty() || fails(key);
        return attention ? Reconciler.again(PlanReconciler.LOOK_AGAIN) : Reconciler.done();
    }

    private boolean fails(ObjectKey key) {
        return plane.round(key).filter(round -> !round.errors().isEmpty()).isPresent();
    }
}
