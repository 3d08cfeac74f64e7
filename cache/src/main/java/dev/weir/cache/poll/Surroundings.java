package dev.weir.cache.poll;

import dev.weir.cache.cluster.Exchange;
import dev.weir.cache.pace.Gate;
import dev.weir.cache.pace.StartSpread;
import dev.weir.cache.pace.Timeline;
import dev.weir.cache.trace.Tracing;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/**
 * What a poller works with.
 *
 * @param timeline its loop, which owns all its state
 * @param gate the way to its upstream
 * @param spread when it may start first
 * @param exchange with other replicas
 * @param tracing wants to know of polls
 * @param jitter numbers in [0, 1)
 * @param closed told on the loop when it has asked for the last time
 */
record Surroundings(
        Timeline timeline,
        Gate gate,
        StartSpread spread,
        PollSettings settings,
        PollMeters meters,
        Exchange exchange,
        Tracing tracing,
        DoubleSupplier jitter,
        Consumer<Poller<?>> closed) {}
