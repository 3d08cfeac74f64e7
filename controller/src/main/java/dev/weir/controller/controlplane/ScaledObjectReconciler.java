package dev.weir.controller.controlplane;

import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.controlplane.TargetCheck.Target;
import dev.weir.controller.decision.Verdict;
import dev.weir.controller.desired.Annotations;
import dev.weir.controller.desired.Generations;
import dev.weir.controller.kube.EventRecorder.Kind;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.kube.Reconciler;
import dev.weir.controller.metricsplane.ObjectPlan;
import dev.weir.controller.metricsplane.ObjectPlanner.Planned;
import dev.weir.controller.metricsplane.ObjectState;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One look at one ScaledObject: check it, find its target, make its HPA right, scale it between zero and the first replica,
 * write its status. What the sources say is read from the state that the metrics plane has; nothing here asks or waits for
 * one, so a broken source is a status and never a delay.
 */
public final class ScaledObjectReconciler implements Reconciler {

    /** How soon something is looked at again that no event will tell of. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

    private static final Verdict READY = new Verdict(
            Verdict.Status.True, "ScaledObjectReady", "ScaledObject is defined correctly and is ready for scaling");

    private final Cluster cluster;
    private final TargetCheck targets;
    private final HpaStep hpas;
    private final ScaleStep scaling;
    private final Departure departure;

    public ScaledObjectReconciler(Cluster cluster) {
        this.cluster = cluster;
        this.targets = new TargetCheck(cluster.workloads());
        this.hpas = new HpaStep(cluster);
        this.scaling = new ScaleStep(cluster);
        this.departure = new Departure(cluster);
    }

    @Override
    public Result reconcile(ObjectKey key) {
        Optional<ScaledObject> found = cluster.objects().find(key);
        if (found.isEmpty()) {
            scaling.forget(key);
            return Reconciler.done();
        }
        ScaledObject object = found.get();
        if (object.getMetadata().getDeletionTimestamp() != null) {
            departure.leave(object);
            return Reconciler.done();
        }
        if (Arrival.isNew(object)) {
            Arrival.mark(cluster.client(), object);
            return Reconciler.done();
        }
        return look(object);
    }

    /** A failure on the way is the object's own status too, and then the queue's to try again. */
    private Result look(ScaledObject object) {
        StatusDraft draft = new StatusDraft(object, cluster.client().getKubernetesSerialization());
        try {
            Result result = bring(object, draft);
            write(object, draft);
            return result;
        } catch (CheckFailedException e) {
            fail(object, draft, e.problems());
            return Reconciler.again(LOOK_AGAIN);
        }
    }

    private Result bring(ScaledObject object, StatusDraft draft) {
        if (new Annotations(object).paused()) {
            throw new CheckFailedException(List.of("pausing by annotation is not supported by Weir yet: "
                    + "the HPA and the replicas are left as they are"));
        }
        Optional<Planned> planned = cluster.plans().find(ObjectKey.of(object));
        if (planned.isEmpty() || planned.get().generation() != Generations.of(object)) {
            // The metrics plane has not looked at this manifest yet; it has the object looked at again when it has.
            return Reconciler.done();
        }
        StatusFields.describe(draft.status(), object);
        List<String> problems = Checks.problems(object, planned.get());
        if (!problems.isEmpty()) {
            throw new CheckFailedException(problems);
        }
        if (!planned.get().warnings().isEmpty()) {
            // What has no effect, a misspelt parameter for one; it runs all the same, as it does with KEDA.
            cluster.events()
                    .record(
                            object,
                            Kind.Warning,
                            "KEDAScalersInfo",
                            String.join("; ", planned.get().warnings()));
        }
        return bring(object, Objects.requireNonNull(planned.get().plan()), draft);
    }

    private Result bring(ScaledObject object, ObjectPlan plan, StatusDraft draft) {
        Target target = targets.check(object);
        StatusFields.target(draft.status(), target);
        hpas.bring(object, target, plan, draft);
        boolean wasReady = draft.is("Ready", Verdict.Status.True);
        draft.condition("Ready", READY);
        Result result = scale(object, target, plan, draft);
        if (!wasReady && draft.is("Ready", Verdict.Status.True)) {
            cluster.events().record(object, Kind.Normal, READY.reason(), READY.message());
        }
        cluster.users().add(object);
        return result;
    }

    private Result scale(ScaledObject object, Target target, ObjectPlan plan, StatusDraft draft) {
        Optional<ObjectState> state = cluster.metrics().state(ObjectKey.of(object));
        if (state.isEmpty() || state.get().generation() != plan.generation()) {
            return Reconciler.done();
        }
        return scaling.step(object, target, state.get(), draft);
    }

    private void fail(ScaledObject object, StatusDraft draft, List<String> problems) {
        String message = String.join("; ", problems);
        draft.condition("Ready", Verdict.Status.False, "ScaledObjectCheckFailed", message);
        draft.condition("Active", Verdict.Status.Unknown, "UnknownState", "ScaledObject check failed");
        write(object, draft);
        cluster.events().record(object, Kind.Warning, "ScaledObjectCheckFailed", message);
    }

    private void write(ScaledObject object, StatusDraft draft) {
        draft.patch().ifPresent(patch -> cluster.patchStatus(object, patch));
    }
}
