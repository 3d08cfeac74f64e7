package dev.weir.controller.metricsplane;

import dev.weir.controller.api.ScaledObject;

/** What can be known of the replicas of targets. */
public interface Targets {

    /**
     * The replicas now. Asks the API server where it does not tell by itself, which blocks.
     *
     * @param pods whether the ready pods are worth a question of their own
     */
    TargetReplicas replicas(ScaledObject object, boolean pods);

    /** Whether changes are told of; a target of another kind has to be asked about again and again. */
    boolean watched(ScaledObject object);
}
