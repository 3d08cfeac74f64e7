package dev.weir.scalers.http;

import java.util.stream.DoubleStream;

/** How the numbers of several endpoints become one, spelt as in manifests. */
enum Aggregation {
    average,
    sum,
    max,
    min;

    /** Of one number or more. */
    double of(double[] values) {
        return switch (this) {
            case average -> DoubleStream.of(values).sum() / values.length;
            case sum -> DoubleStream.of(values).sum();
            case max -> DoubleStream.of(values).max().orElseThrow();
            case min -> DoubleStream.of(values).min().orElseThrow();
        };
    }
}
