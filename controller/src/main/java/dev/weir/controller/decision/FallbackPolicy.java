package dev.weir.controller.decision;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * What to do while a source fails.
 *
 * @param failureThreshold consecutive failures that are tolerated; the next one trips
 * @param replicas the replicas to aim at
 * @param behavior how {@code replicas} and the current number go together
 * @param lastValueFor how old a last value may become; only with {@link Behavior#LAST_VALUE}
 */
public record FallbackPolicy(int failureThreshold, int replicas, Behavior behavior, Duration lastValueFor) {

    /** The default age limit: as long as Kubernetes itself hesitates to scale in. */
    public static final Duration LAST_VALUE_FOR = Duration.ofMinutes(5);

    /** With the default age limit. */
    public FallbackPolicy(int failureThreshold, int replicas, Behavior behavior) {
        this(failureThreshold, replicas, behavior, LAST_VALUE_FOR);
    }

    /** How the number of replicas is chosen. */
    public enum Behavior {
        STATIC("static"),
        CURRENT_REPLICAS("currentReplicas"),
        CURRENT_REPLICAS_IF_HIGHER("currentReplicasIfHigher"),
        CURRENT_REPLICAS_IF_LOWER("currentReplicasIfLower"),
        /** The last value that was read stays until it is too old; then as {@link #STATIC}. Not of KEDA. */
        LAST_VALUE("lastValue"),
        /** The formula decides; a failing metric reaches it as nil. */
        SCALING_MODIFIERS("scalingModifiers");

        private final String wire;

        Behavior(String wire) {
            this.wire = wire;
        }

        /** As manifests spell it. */
        public String wire() {
            return wire;
        }

        /** Empty text is {@link #STATIC}; an unknown word is nothing. */
        public static Optional<Behavior> of(String wire) {
            return wire.isEmpty()
                    ? Optional.of(STATIC)
                    : Arrays.stream(values()).filter(b -> b.wire.equals(wire)).findFirst();
        }

        boolean needsCurrentReplicas() {
            return this == CURRENT_REPLICAS || this == CURRENT_REPLICAS_IF_HIGHER || this == CURRENT_REPLICAS_IF_LOWER;
        }
    }

    /** The failure in a row at which it sets in. */
    public int tripsAt() {
        return failureThreshold == Integer.MAX_VALUE ? failureThreshold : failureThreshold + 1;
    }

    /** Whether it takes effect at all. An invalid one still counts as set where KEDA only asks whether there is one. */
    public boolean valid() {
        return failureThreshold >= 0 && replicas >= 0;
    }
}
