package dev.weir.cache.cluster;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** What can be seen of the traffic between replicas. */
final class ExchangeMeters {

    final Counter sent;
    final Counter sentBytes;
    final Counter received;
    final Counter refused;
    final Counter tooLarge;

    ExchangeMeters(MeterRegistry registry) {
        sent = counter(registry, "weir.cluster.sent", "Messages to other replicas");
        sentBytes = Counter.builder("weir.cluster.sent.bytes")
                .description("Bytes of messages to other replicas, before they are copied to each")
                .baseUnit("bytes")
                .register(registry);
        received = counter(registry, "weir.cluster.received", "Readings and questions of other replicas");
        refused = counter(
                registry,
                "weir.cluster.refused",
                "Messages and readings of other replicas that are of another version, or damaged");
        tooLarge = counter(
                registry,
                "weir.cluster.too.large",
                "Readings that were too large to be passed on; the others ask on their own");
    }

    void gauges(MeterRegistry registry, Supplier<Number> members, Supplier<Number> skewSeconds) {
        Gauge.builder("weir.cluster.members", members)
                .description("Live replicas that share the polls, this one among them")
                .strongReference(true)
                .register(registry);
        Gauge.builder("weir.cluster.clock.skew", skewSeconds)
                .description("Largest difference to another replica's clock, as its last message shows it")
                .baseUnit("seconds")
                .strongReference(true)
                .register(registry);
    }

    private static Counter counter(MeterRegistry registry, String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }
}
