package dev.weir.scalers.external;

/**
 * One metric as the server names it.
 *
 * @param name without the index of the trigger
 * @param target a quantity
 * @param value NaN where it was not measured
 */
public record ExternalMetric(String name, String target, double value) {

    ExternalMetric measured(double measured) {
        return new ExternalMetric(name, target, measured);
    }
}
