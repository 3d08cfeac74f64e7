package dev.weir.cache;

import dev.weir.cache.board.MetricBoard;
import dev.weir.cache.history.HistoryBook;
import dev.weir.cache.poll.Pollers;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/** What can be seen of the cache's size and freshness. A scrape looks at each source at most twice. */
record CacheGauges(Pollers pollers, MetricBoard board, HistoryBook<?> histories, InstantSource clock) {

    void bindTo(MeterRegistry registry) {
        gauge(registry, "weir.cache.sources", "Sources that are polled", pollers::size);
        gauge(registry, "weir.cache.sources.failing", "Sources whose latest reading is a failure", pollers::failing);
        gauge(registry, "weir.cache.subscribers", "Subscribers of all sources", pollers::subscribers);
        gauge(registry, "weir.cache.board.size", "Metrics on the board", board::size);
        gauge(registry, "weir.cache.history.bytes", "Bytes of all histories", histories::bytes);
        Gauge.builder("weir.cache.oldest.age", this, CacheGauges::oldestAgeSeconds)
                .description("Age of the oldest of the sources' latest values")
                .baseUnit("seconds")
                .strongReference(true)
                .register(registry);
        FunctionCounter.builder("weir.cache.history.refused", histories, HistoryBook::refused)
                .description("Samples without a place because the bytes for histories were spent")
                .register(registry);
    }

    private static void gauge(MeterRegistry registry, String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value)
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    private double oldestAgeSeconds() {
        return pollers.oldestValue()
                .map(taken -> Duration.between(taken, clock.instant()).toMillis() / 1_000.0)
                .orElse(0.0);
    }
}
