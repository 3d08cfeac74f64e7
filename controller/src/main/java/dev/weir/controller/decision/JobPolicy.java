package dev.weir.controller.decision;

import java.util.Arrays;
import java.util.Optional;

/**
 * Everything of a ScaledJob that decides how many Jobs there should be.
 *
 * @param floor Jobs that always run
 * @param room how many may run above the floor
 */
public record JobPolicy(int floor, int room, Strategy strategy, Calculation calculation) {

    /** Room where no maximum is given; it is not reduced by the floor, as for KEDA. */
    private static final int DEFAULT_ROOM = 100;

    /** How what is wanted becomes new Jobs. */
    public sealed interface Strategy {

        /** As many as there is work, less what runs. */
        record Default() implements Strategy {}

        /**
         * The same with numbers of the user's own.
         *
         * @param deduction taken off what is wanted
         * @param runningShare what part of the running Jobs counts
         */
        record Custom(int deduction, double runningShare) implements Strategy {}

        /** For queues whose messages are gone once a Job has taken them: what runs is no longer waiting. */
        record Accurate() implements Strategy {}

        /** As many as there is room, at once. */
        record Eager() implements Strategy {}
    }

    /** How several active triggers become one. */
    public enum Calculation {
        MAX("max"),
        MIN("min"),
        AVG("avg"),
        SUM("sum");

        private final String wire;

        Calculation(String wire) {
            this.wire = wire;
        }

        /** Empty text, and a word that is none of ours, is {@link #MAX}. */
        public static Calculation of(String wire) {
            return Arrays.stream(values())
                    .filter(value -> value.wire.equals(wire))
                    .findFirst()
                    .orElse(MAX);
        }
    }

    /** From the counts of a manifest; a minimum above the maximum is the maximum. */
    public static JobPolicy of(int min, Optional<Integer> max, Strategy strategy, Calculation calculation) {
        if (max.isEmpty()) {
            return new JobPolicy(min, DEFAULT_ROOM, strategy, calculation);
        }
        int most = max.get();
        return min > most
                ? new JobPolicy(most, most, strategy, calculation)
                : new JobPolicy(min, most - min, strategy, calculation);
    }
}
