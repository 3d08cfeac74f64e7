package dev.weir.jmh.harness;

import dev.weir.cache.board.MetricBoard;
import dev.weir.cache.board.MetricId;
import dev.weir.cache.board.Published;
import dev.weir.controller.wire.ExternalMetric;
import dev.weir.controller.wire.ExternalMetricEncoder;
import dev.weir.scalers.spi.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** A board with a good answer for every metric, encoded as the product does it. */
public record FilledBoard(MetricBoard board, List<MetricId> ids) {

    private static final Duration GOOD_FOR = Duration.ofDays(1);

    public FilledBoard {
        ids = List.copyOf(ids);
    }

    /** @param taken when all values were taken; they are good for a day */
    public static FilledBoard of(int metrics, Instant taken) {
        FilledBoard filled = new FilledBoard(
                new MetricBoard(),
                IntStream.range(0, metrics).mapToObj(FilledBoard::id).toList());
        for (MetricId id : filled.ids) {
            filled.board.expect(id);
            filled.board.publish(id, answer(id, 12.5, taken));
        }
        return filled;
    }

    /** The name of the metric with this number. */
    public static MetricId id(int number) {
        return new MetricId("default", "s0-prometheus", "web-" + number);
    }

    /** What readers get for a value. */
    public static Published.Metric answer(MetricId id, double value, Instant taken) {
        ExternalMetric item = new ExternalMetric(id.name(), Quantity.of(value), taken);
        return new Published.Metric(
                value,
                taken,
                taken.plus(GOOD_FOR),
                ExternalMetricEncoder.json(item),
                ExternalMetricEncoder.protobuf(item));
    }

    /** The URIs by which the HPA controller asks for them, in the order of {@link #ids}. */
    public List<String> uris() {
        return ids.stream()
                .map(id -> HpaUri.of(id.namespace(), id.name(), id.owner()))
                .toList();
    }
}
