/**
 * The Prometheus servers that are asked: {@link dev.weir.gateway.prometheus.upstream.Upstream}, with turns, time-outs and
 * bounds. All of one door belongs to that door's event loop.
 */
@NullMarked
package dev.weir.gateway.prometheus.upstream;

import org.jspecify.annotations.NullMarked;
