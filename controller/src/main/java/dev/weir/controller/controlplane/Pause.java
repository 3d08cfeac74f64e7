package dev.weir.controller.controlplane;

import static java.util.Objects.requireNonNull;

import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.api.ScaledObjectStatus;
import dev.weir.controller.controlplane.TargetCheck.Target;
import dev.weir.controller.decision.Verdict;
import dev.weir.controller.desired.Annotations;
import dev.weir.controller.kube.EventRecorder.Kind;
import dev.weir.controller.kube.ObjectKey;
import java.util.List;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pausing by annotation. A full pause takes the HPA away, so that nobody scales any more; one of a single direction only
 * changes the HPA's rules and what is done between zero and the first replica.
 */
final class Pause {

    private static final Logger LOG = LoggerFactory.getLogger(Pause.class);
    private static final String PAUSED = "Paused";

    private final Cluster cluster;
    private final TargetCheck targets;
    private final HpaWriter hpas;

    Pause(Cluster cluster, TargetCheck targets) {
        this.cluster = cluster;
        this.targets = targets;
        this.hpas = new HpaWriter(cluster);
    }

    /**
     * Brings a fully paused object to rest: no HPA, and the replicas that {@code paused-replicas} names. They are written once
     * for each value of the annotation: who scales the target by hand afterwards has his way, as with KEDA.
     *
     * @throws CheckFailedException after the HPA is gone, if the annotation names no number or the target is not there
     */
    void rest(ScaledObject object, Draft<ScaledObjectStatus> draft) {
        boolean began = !draft.is(PAUSED, Verdict.Status.True);
        condition(object, draft);
        hpas.remove(object);
        OptionalInt wanted = replicas(object);
        Integer before = draft.status().getPausedReplicaCount();
        if (wanted.isPresent() && (began || before == null || before != wanted.getAsInt())) {
            scale(object, wanted.getAsInt());
        }
        draft.status().setPausedReplicaCount(wanted.isPresent() ? wanted.getAsInt() : null);
    }

    /**
     * The condition of an object that goes on being looked after, paused in one direction or not at all.
     *
     * @return whether a pause has just ended
     */
    boolean goOn(ScaledObject object, Draft<ScaledObjectStatus> draft) {
        Annotations annotations = new Annotations(object);
        draft.status().setPausedReplicaCount(null);
        if (annotations.on(Annotations.PAUSED_SCALE_IN) || annotations.on(Annotations.PAUSED_SCALE_OUT)) {
            condition(object, draft);
            return false;
        }
        if (!draft.is(PAUSED, Verdict.Status.True)) {
            return false;
        }
        String message = "ScaledObject is no longer paused";
        draft.condition(PAUSED, Verdict.Status.False, "ScaledObjectUnpaused", message);
        cluster.events().record(object, Kind.Normal, "ScaledObjectUnpaused", message);
        return true;
    }

    private void condition(ScaledObject object, Draft<ScaledObjectStatus> draft) {
        boolean began = !draft.is(PAUSED, Verdict.Status.True);
        String message = "ScaledObject is paused by " + String.join(", ", new Annotations(object).pausing());
        draft.condition(PAUSED, Verdict.Status.True, "ScaledObjectPaused", message);
        if (began) {
            cluster.events().record(object, Kind.Normal, "ScaledObjectPaused", message);
        }
    }

    private static OptionalInt replicas(ScaledObject object) {
        Annotations annotations = new Annotations(object);
        if (!annotations.has(Annotations.PAUSED_REPLICAS)) {
            return OptionalInt.empty();
        }
        OptionalInt wanted = annotations.pausedReplicas();
        if (wanted.isEmpty()) {
            String given = requireNonNull(object.getMetadata().getAnnotations()).get(Annotations.PAUSED_REPLICAS);
            throw new CheckFailedException(List.of("annotation " + Annotations.PAUSED_REPLICAS + " is \"" + given
                    + "\"; accepted is a whole number of replicas such as 0 or 3. The object is paused all the same"));
        }
        return wanted;
    }

    private void scale(ScaledObject object, int wanted) {
        Target target = targets.check(object);
        int before = cluster.scale(object, target.kind(), target.key(), wanted);
        if (before != wanted) {
            cluster.journal().scaled(ObjectKey.of(object), before, wanted, "annotation " + Annotations.PAUSED_REPLICAS);
            LOG.info(
                    "Scaled object={} action=PAUSE target={} from={} to={}",
                    ObjectKey.of(object),
                    target.key(),
                    before,
                    wanted);
        }
    }
}
