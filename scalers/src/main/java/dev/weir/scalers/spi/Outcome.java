package dev.weir.scalers.spi;

import java.util.List;

/** What a trigger makes of a reading. */
public sealed interface Outcome {

    /**
     * Values, raw as measured (a negative one or NaN is clamped only when it is served), and whether the trigger is active.
     *
     * @param values one for each metric of the trigger, in the same order
     */
    record Measured(List<Double> values, boolean active) implements Outcome {
        public Measured {
            values = List.copyOf(values);
        }
    }

    /** The answer cannot be used; the message says why and holds no secret. */
    record Rejected(String message) implements Outcome {}

    /**
     * The upstream answered, but with no value; of types that have {@code ignoreNullValues}.
     *
     * @param ignored whether that parameter is true
     * @param instead what the answer counts as
     */
    record Empty(boolean ignored, Outcome instead) implements Outcome {

        @Override
        public Outcome counted() {
            return instead;
        }
    }

    /** What it comes to: a {@link Measured} or a {@link Rejected}. */
    default Outcome counted() {
        return this;
    }

    /** One value. */
    static Outcome of(double value, boolean active) {
        return new Measured(List.of(value), active);
    }

    /** One value, active when it is strictly greater than the activation threshold; NaN never is. */
    static Outcome above(double value, double activation) {
        return of(value, value > activation);
    }
}
