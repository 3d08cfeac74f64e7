package dev.weir.controller;

import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.metricsplane.ObjectState;
import dev.weir.scalers.spi.TriggerSpec;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One object as tables show it.
 *
 * @param triggers as written; their {@code toString} shows no secret
 * @param state what the sources say, or null before the first answer
 * @param replicas of the target, empty if unknown
 */
public record ObjectSummary(
        ObjectKey key, List<TriggerSpec> triggers, @Nullable ObjectState state, OptionalInt replicas) {}
