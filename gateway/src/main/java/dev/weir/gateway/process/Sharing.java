package dev.weir.gateway.process;

import dev.weir.cache.CacheSettings;
import dev.weir.cache.MetricCache;
import dev.weir.cache.cluster.Fleet;
import dev.weir.gateway.otlp.Telemetry;
import dev.weir.gateway.replicas.Replicas;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * This process among those that share its polls; alone, nothing of it happens.
 *
 * @param replicas the others
 */
record Sharing(Optional<Replicas> replicas) {

    /** How long the start waits for the others; then this replica works alone until it has joined them. */
    private static final Duration JOINING = Duration.ofSeconds(20);

    MetricCache cache(
            Vertx vertx, MeterRegistry meters, InstantSource clock, DoubleSupplier jitter, Telemetry telemetry) {
        return new MetricCache(
                vertx,
                CacheSettings.defaults(),
                meters,
                clock,
                jitter,
                telemetry.tracing(),
                replicas.map(Fleet.class::cast).orElse(Fleet.ALONE));
    }

    Future<Void> join() {
        return replicas.map(others -> others.join(JOINING)).orElseGet(Future::succeededFuture);
    }

    void takePart() {
        replicas.ifPresent(Replicas::takePart);
    }

    Future<Void> stepBack() {
        return replicas.map(Replicas::stepBack).orElseGet(Future::succeededFuture);
    }

    Future<Void> close() {
        return replicas.map(Replicas::close).orElseGet(Future::succeededFuture);
    }

    /** How many share the polls, this one among them. */
    int members() {
        return replicas.map(others -> Math.max(1, others.members().size())).orElse(1);
    }
}
