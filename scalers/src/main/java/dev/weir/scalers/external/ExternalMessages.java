package dev.weir.scalers.external;

import dev.weir.scalers.spi.Quantity;
import dev.weir.scalers.upstream.ProtoFields;
import dev.weir.scalers.upstream.ProtoWriter;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The messages of {@code externalscaler.ExternalScaler}. Of a number that is given as a float and as an integer the float
 * counts if it is above zero. Whatever is read throws {@link IllegalArgumentException} if it is no such message.
 */
final class ExternalMessages {

    /** A server that names more metrics than that is not asked for them. */
    static final int MOST_METRICS = 100;

    private static final int FIRST = 1;
    private static final int SECOND = 2;
    private static final int THIRD = 3;

    private ExternalMessages() {}

    /** {@code ScaledObjectRef}. */
    static Buffer reference(ExternalConfig config) {
        ProtoWriter reference = new ProtoWriter()
                .text(FIRST, config.object().name())
                .text(SECOND, config.object().namespace());
        new TreeMap<>(config.metadata())
                .forEach((key, value) -> reference.bytes(
                        THIRD,
                        new ProtoWriter().text(FIRST, key).text(SECOND, value).message()));
        return reference.message();
    }

    /** {@code GetMetricsRequest}. */
    static Buffer question(Buffer reference, String metric) {
        return new ProtoWriter().bytes(FIRST, reference).text(SECOND, metric).message();
    }

    /** {@code GetMetricSpecResponse}: the metrics with their targets, none of them measured. */
    static List<ExternalMetric> metrics(Buffer response) {
        List<Buffer> specs = ProtoFields.read(response).all(FIRST);
        if (specs.size() > MOST_METRICS) {
            throw new IllegalArgumentException("more than " + MOST_METRICS + " metrics");
        }
        List<ExternalMetric> metrics = new ArrayList<>();
        for (Buffer spec : specs) {
            ProtoFields read = ProtoFields.read(spec);
            String name = read.bytes(FIRST).toString();
            double target = read.decimal(THIRD);
            Quantity quantity = target > 0 ? Quantity.of(target) : Quantity.of(read.number(SECOND));
            metrics.add(new ExternalMetric(name, quantity.text(), Double.NaN));
        }
        return metrics;
    }

    /** {@code GetMetricsResponse}: its values, whatever names they carry. */
    static List<Double> values(Buffer response) {
        List<Double> values = new ArrayList<>();
        for (Buffer value : ProtoFields.read(response).all(FIRST)) {
            ProtoFields read = ProtoFields.read(value);
            double given = read.decimal(THIRD);
            values.add(given > 0 ? given : (double) read.number(SECOND));
        }
        return values;
    }

    /** {@code IsActiveResponse}. */
    static boolean active(Buffer response) {
        return ProtoFields.read(response).number(FIRST) != 0;
    }
}
