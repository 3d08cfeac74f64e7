package dev.weir.controller.explain;

import dev.weir.controller.api.ScaledJob;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.decision.JobDecision.Counts;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.metricsplane.JobPlan;
import dev.weir.controller.metricsplane.ObjectPlan;
import dev.weir.controller.metricsplane.Planned;
import dev.weir.controller.metricsplane.TargetReplicas;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The objects as they are now. May be asked from any thread that may block. */
public interface Known {

    Stream<ScaledObject> objects();

    Stream<ScaledJob> jobs();

    Optional<ScaledObject> object(ObjectKey key);

    Optional<ScaledJob> job(ObjectKey key);

    Optional<HorizontalPodAutoscaler> hpa(ScaledObject object);

    TargetReplicas replicas(ScaledObject object);

    /** What came of planning an object; empty if it has not been planned, as a paused one. */
    Optional<Planned<ObjectPlan>> plan(ObjectKey key);

    /** The same of a ScaledJob. */
    Optional<Planned<JobPlan>> jobPlan(ObjectKey key);

    /**
     * How many Jobs of a ScaledJob there are.
     *
     * @param conditions of a pod that make its Job one that works
     */
    Counts counts(ObjectKey key, List<String> conditions);

    /** False where objects are files and nothing is scaled. */
    boolean cluster();

    /** Whether this replica writes. */
    boolean leading();
}
