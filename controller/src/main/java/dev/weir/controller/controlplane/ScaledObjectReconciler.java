package dev.weir.controller.controlplane;

import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.api.ScaledObjectStatus;
import dev.weir.controller.controlplane.TargetCheck.Target;
import dev.weir.controller.decision.Fallback;
import dev.weir.controller.decision.FallbackPolicy;
import dev.weir.controller.decision.ScaleDecision;
import dev.weir.controller.decision.Verdict;
import dev.weir.controller.desired.Annotations;
import dev.weir.controller.desired.Generations;
import dev.weir.controller.desired.Policies;
import dev.weir.controller.kube.ApiFailure;
import dev.weir.controller.kube.EventRecorder.Kind;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.kube.OwnWrites;
import dev.weir.controller.kube.Reconciler;
import dev.weir.controller.metricsplane.ObjectPlan;
import dev.weir.controller.metricsplane.ObjectState;
import dev.weir.controller.metricsplane.Planned;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
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
    private final Pause pause;
    private final HpaStep hpas;
    private final ScaleStep scaling;
    private final Departure departure;
    private final Started started;
    private final OwnWrites<ScaledObject> written = new OwnWrites<>();

    public ScaledObjectReconciler(Cluster cluster) {
        this.cluster = cluster;
        this.targets = new TargetCheck(cluster);
        this.pause = new Pause(cluster, targets);
        this.hpas = new HpaStep(cluster);
        this.scaling = new ScaleStep(cluster);
        this.departure = new Departure(cluster);
        this.started = new Started(cluster.events());
    }

    @Override
    public Result reconcile(ObjectKey key) {
        Optional<ScaledObject> found = cluster.objects().find(key);
        if (found.isEmpty()) {
            scaling.forget(key);
            started.forget(key);
            written.forget(key);
            return Reconciler.done();
        }
        ScaledObject object = written.latest(found.get());
        if (object.getMetadata().getDeletionTimestamp() != null) {
            departure.leave(object).ifPresent(after -> written.wrote(object, after));
            return Reconciler.done();
        }
        return look(object);
    }

    /** A failure on the way is the object's own status too, and then the queue's to try again. */
    private Result look(ScaledObject object) {
        Draft<ScaledObjectStatus> draft = new Draft<>(
                ScaledObjectStatus.class, object.getStatus(), cluster.client().getKubernetesSerialization());
        try {
            if (new Annotations(object).paused()) {
                rest(arrived(object), draft);
                return Reconciler.done();
            }
            Optional<Planned<ObjectPlan>> planned = planned(object);
            if (planned.isEmpty()) {
                return Reconciler.done();
            }
            return bring(object, planned.get(), draft);
        } catch (CheckFailedException e) {
            fail(arrived(object), draft, String.join("; ", e.problems()));
            return Reconciler.again(LOOK_AGAIN);
        } catch (ScalingFailedException e) {
            write(object, draft);
            throw e;
        } catch (ReplicasUnreadableException e) {
            draft.condition("Ready", ScaleDecision.unreadable(e.sentence()));
            keepActivity(object, draft);
            write(object, draft);
            throw e;
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                fail(object, draft, ApiFailure.sentence(e));
            }
            throw e;
        }
    }

    /**
     * The object with its marks, which it gets before its target is scaled and before anything is said in its status. Its HPA
     * may be there before: the first thing that an object is waited for, and gone with it in any case.
     */
    private ScaledObject arrived(ScaledObject seen) {
        ScaledObject object = written.since(seen);
        if (!Arrival.isNew(object)) {
            return object;
        }
        ScaledObject marked = Arrival.mark(cluster.client(), object);
        written.wrote(object, marked);
        return marked;
    }

    /** Empty until the metrics plane has looked at this manifest; it has the object looked at again when it has. */
    private Optional<Planned<ObjectPlan>> planned(ScaledObject object) {
        return cluster.plans()
                .find(ObjectKey.of(object))
                .filter(planned -> planned.generation() == Generations.of(object));
    }

    private void rest(ScaledObject object, Draft<ScaledObjectStatus> draft) {
        scaling.forget(ObjectKey.of(object));
        if (started.forget(ObjectKey.of(object))) {
            cluster.events().record(object, Kind.Normal, "KEDAScalersStopped", "Stopped scalers watch");
        }
        pause.rest(object, draft);
        ready(object, List.of(), draft);
        write(object, draft);
    }

    private Result bring(ScaledObject object, Planned<ObjectPlan> planned, Draft<ScaledObjectStatus> draft) {
        if (pause.goOn(object, draft)) {
            started.resumed(ObjectKey.of(object));
        }
        StatusFields.describe(draft.status(), object.getSpec().getTriggers());
        Checks checks = Checks.of(object, planned);
        if (!planned.problems().isEmpty()) {
            cluster.events().record(object, Kind.Warning, "KEDAScalerFailed", String.join("; ", planned.problems()));
        }
        if (!checks.problems().isEmpty()) {
            throw new CheckFailedException(checks.problems());
        }
        return bring(object, Objects.requireNonNull(planned.plan()), checks.notes(), draft);
    }

    private Result bring(ScaledObject seen, ObjectPlan plan, List<String> notes, Draft<ScaledObjectStatus> draft) {
        Target target = targets.check(seen);
        StatusFields.target(draft.status(), target);
        if (!hpas.bring(seen, target, plan, draft)) {
            // The rest comes with the HPA's event, after all others have theirs: a status can wait, an HPA is to scale.
            // But what an object that is known has been told of, such as the end of its pause, is not to be told again.
            if (!Arrival.isNew(seen)) {
                write(seen, draft);
            }
            return Reconciler.again(HpaWriter.PATIENCE.plusSeconds(1));
        }
        ScaledObject object = arrived(seen);
        boolean wasReady = draft.is("Ready", Verdict.Status.True);
        ready(object, notes, draft);
        started.tell(object, wasReady);
        ScaleStep.Taken taken = scale(object, target, plan, draft);
        hpas.mirror(target, taken.replicas(), draft);
        if (!wasReady && draft.is("Ready", Verdict.Status.True)) {
            cluster.events().record(object, Kind.Normal, READY.reason(), READY.message());
        }
        write(object, draft);
        return taken.result();
    }

    private void ready(ScaledObject object, List<String> notes, Draft<ScaledObjectStatus> draft) {
        Readiness.say(object, READY, notes, draft, cluster.events());
        FallbackPolicy fallback = Policies.fallback(object);
        if (fallback == null || !fallback.valid()) {
            draft.condition("Fallback", Fallback.condition(null, List.of()));
        }
    }

    private ScaleStep.Taken scale(
            ScaledObject object, Target target, ObjectPlan plan, Draft<ScaledObjectStatus> draft) {
        Optional<ObjectState> state = cluster.metrics().state(ObjectKey.of(object));
        if (state.isEmpty() || state.get().generation() != plan.generation()) {
            return new ScaleStep.Taken(Reconciler.done(), target.replicas());
        }
        return scaling.step(object, target, state.get(), draft);
    }

    private void fail(ScaledObject object, Draft<ScaledObjectStatus> draft, String message) {
        draft.condition("Ready", Verdict.Status.False, "ScaledObjectCheckFailed", message);
        draft.condition("Active", Verdict.Status.Unknown, "UnknownState", "ScaledObject check failed");
        keepActivity(object, draft);
        write(object, draft);
        cluster.events().record(object, Kind.Warning, "ScaledObjectCheckFailed", message);
    }

    /** The condition does not tell any more that the object was active; who comes after a crash is to know when it was. */
    private void keepActivity(ScaledObject object, Draft<ScaledObjectStatus> draft) {
        cluster.metrics()
                .state(ObjectKey.of(object))
                .map(ObjectState::lastActive)
                .ifPresent(draft::lastActive);
    }

    private void write(ScaledObject object, Draft<ScaledObjectStatus> draft) {
        draft.patch().ifPresent(patch -> written.wrote(object, cluster.patchStatus(object, patch)));
    }
}
