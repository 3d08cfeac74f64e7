/**
 * The cache: sources, polling, fan-out, histories and the board that readers are served from.
 *
 * <p>Start with {@link dev.weir.cache.MetricCache}, which puts the packages together; it may be used from any thread. The
 * packages, each using only those before it: source, history, pace, cluster, poll, board. The module knows neither Kubernetes nor
 * any scaler.
 */
@NullMarked
package dev.weir.cache;

import org.jspecify.annotations.NullMarked;
