package dev.weir.gateway.explain;

import dev.weir.controller.explain.Explained;
import dev.weir.controller.kube.ObjectKey;

/** Whoever can explain objects. */
@FunctionalInterface
public interface Explaining {

    /** Where nobody can. */
    Explaining NOBODY = (kind, key) -> new Explained.NotYet("nothing is explained here");

    /**
     * Asked on a worker.
     *
     * @param kind {@code ScaledObject} or {@code ScaledJob}
     */
    Explained explain(String kind, ObjectKey key);
}
