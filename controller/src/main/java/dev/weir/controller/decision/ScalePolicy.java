package dev.weir.controller.decision;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Everything of an object that decisions between zero and the first replica need.
 *
 * @param min {@code minReplicaCount}; null (absent) counts as zero
 * @param idle {@code idleReplicaCount}; null switches the idle level off
 * @param max {@code maxReplicaCount}
 * @param cooldown how long after the last activity the target is kept
 * @param initialCooldown how long after {@code created} it is kept if it never was active
 * @param created when the object was created
 * @param paused an annotation pauses everything
 * @param scaleInPaused nothing may be taken away
 * @param scaleOutPaused nothing may be activated
 * @param forceActivation active whatever the triggers say
 */
public record ScalePolicy(
        @Nullable Integer min,
        @Nullable Integer idle,
        int max,
        Duration cooldown,
        Duration initialCooldown,
        @Nullable FallbackPolicy fallback,
        Instant created,
        boolean paused,
        boolean scaleInPaused,
        boolean scaleOutPaused,
        boolean forceActivation) {

    /** How many replicas the target has while nothing is active: the idle level, or the minimum. */
    public int resting() {
        return idle == null ? floor() : idle;
    }

    int floor() {
        return min == null ? 0 : min;
    }
}
