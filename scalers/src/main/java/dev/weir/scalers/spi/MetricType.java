package dev.weir.scalers.spi;

/** How the HPA compares a metric with its target; constants are spelt as in manifests. */
public enum MetricType {
    /** The value is divided by the number of pods. KEDA's default. */
    AverageValue,
    /** The value is compared as it is. */
    Value,
    /** Per cent of the pods' requests; for cpu and memory only. */
    Utilization
}
