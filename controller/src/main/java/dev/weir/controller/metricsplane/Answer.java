package dev.weir.controller.metricsplane;

import dev.weir.cache.board.Published;
import dev.weir.controller.wire.ExternalMetric;
import dev.weir.controller.wire.ExternalMetricEncoder;
import dev.weir.scalers.spi.Quantity;
import java.time.Instant;

/** What readers of a metric get, encoded once for all of them. */
final class Answer {

    private Answer() {}

    /**
     * One value.
     *
     * @param value for whoever computes with it
     * @param quantity as it is served
     * @param until when it is good
     */
    static Published.Metric of(String name, double value, Quantity quantity, Instant takenAt, Instant until) {
        ExternalMetric item = new ExternalMetric(name, quantity, takenAt);
        return new Published.Metric(
                value, takenAt, until, ExternalMetricEncoder.json(item), ExternalMetricEncoder.protobuf(item));
    }
}
