package dev.weir.controller.desired;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** Which version of a manifest something is about. */
public final class Generations {

    private Generations() {}

    /** {@code metadata.generation}, 0 where the API server keeps none. */
    public static long of(HasMetadata object) {
        Long generation = object.getMetadata().getGeneration();
        return generation == null ? 0 : generation;
    }
}
