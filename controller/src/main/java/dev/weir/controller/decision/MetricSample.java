package dev.weir.controller.decision;

import dev.weir.scalers.spi.MetricType;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** What the HPA got for one of its metrics. Quantities are in milli units, rounded up, as Kubernetes compares them. */
public sealed interface MetricSample {

    String name();

    /**
     * An External metric.
     *
     * @param type AverageValue or Value
     * @param totalMilli the sum of all its items
     */
    record External(String name, MetricType type, long targetMilli, long totalMilli) implements MetricSample {
        public External {
            if (type == MetricType.Utilization) {
                throw new IllegalArgumentException("metric " + name + ": an External metric has no utilization");
            }
            if (targetMilli <= 0) {
                throw new IllegalArgumentException("metric " + name + ": target " + targetMilli + "m, must be above 0");
            }
        }
    }

    /** A Resource metric: use as per cent of what the pods request. */
    record Utilization(String name, int targetPercent, int currentPercent) implements MetricSample {
        public Utilization {
            if (targetPercent <= 0) {
                throw new IllegalArgumentException(
                        "metric " + name + ": target " + targetPercent + "%, must be above 0");
            }
        }
    }

    /**
     * No value.
     *
     * @param resource whether it is a Resource metric, else External
     */
    record Missing(String name, boolean resource, String why) implements MetricSample {}

    /** An External metric whose target is for each pod ({@code AverageValue}). */
    static External perPod(String name, long targetMilli, long totalMilli) {
        return new External(name, MetricType.AverageValue, targetMilli, totalMilli);
    }

    /** An External metric whose target is for all pods together ({@code Value}). */
    static External whole(String name, long targetMilli, long totalMilli) {
        return new External(name, MetricType.Value, targetMilli, totalMilli);
    }

    /** From quantities; fractions of a milli unit count as a whole one. */
    static External external(String name, MetricType type, double target, double total) {
        return new External(name, type, milli(target), milli(total));
    }

    private static long milli(double value) {
        // via decimals: 0.3 * 1000 is a little more than 300 in binary and would become 301
        return BigDecimal.valueOf(value)
                .movePointRight(3)
                .setScale(0, RoundingMode.UP)
                .min(BigDecimal.valueOf(Long.MAX_VALUE))
                .max(BigDecimal.valueOf(Long.MIN_VALUE))
                .longValueExact();
    }
}
