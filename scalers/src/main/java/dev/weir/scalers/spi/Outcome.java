package dev.weir.scalers.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

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

        @Override
        public Measured measured() {
            return this;
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

    /**
     * The upstream names the metrics of the trigger itself, and says this of them. Where they are others than the trigger has,
     * nothing else counts until it has these.
     *
     * @param metrics what the HPA is to ask for, in the order of the values
     * @param said what the reading means besides
     */
    record Specified(List<MetricSpec> metrics, Outcome said) implements Outcome {
        public Specified {
            metrics = List.copyOf(metrics);
        }

        @Override
        public Outcome counted() {
            return said.counted();
        }
    }

    /**
     * The upstream calls unasked: the object is scaled from zero at once, whatever its other triggers, its formula or its
     * errors say. Only a poll lets it go again.
     *
     * @param measured what it says of the metrics besides; null if they are as they were
     */
    record Called(@Nullable Measured measured) implements Outcome {}

    /** What it comes to: a {@link Measured}, a {@link Rejected} or a {@link Called}. */
    default Outcome counted() {
        return this;
    }

    /** The values that come with it; null if none do. */
    default @Nullable Measured measured() {
        return null;
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
