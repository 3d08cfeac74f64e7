package dev.weir.jmh.micro;

import dev.weir.controller.wire.ExternalMetric;
import dev.weir.controller.wire.ExternalMetricEncoder;
import dev.weir.jmh.harness.LoopBenchmark;
import dev.weir.scalers.spi.Quantity;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * A value to the bytes of an answer: paid once for each reading and trigger, never by a reader.
 *
 * <pre>
 * JDK 17, 2 cores of an AMD EPYC (Zen 4), busy with other builds
 * json      1,187 ± 878 ns    2,275 B
 * protobuf  1,407 ± 3,850 ns  3,401 B
 * </pre>
 */
public class Encoding extends LoopBenchmark {

    private final Instant taken = Instant.now();
    private double value;

    /** As JSON. */
    @Benchmark
    public Buffer json() {
        return ExternalMetricEncoder.json(item());
    }

    /** As Kubernetes protobuf. */
    @Benchmark
    public Buffer protobuf() {
        return ExternalMetricEncoder.protobuf(item());
    }

    private ExternalMetric item() {
        value += 0.125;
        return new ExternalMetric("s0-prometheus", Quantity.of(value), taken);
    }
}
