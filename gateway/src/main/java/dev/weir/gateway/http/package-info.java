/**
 * Listening ports: servers on every event loop, TLS with PEM files that may change, limits, health and metrics.
 *
 * <p>Start with {@link dev.weir.gateway.http.Server}. Handlers run on the event loop of their connection; files and child
 * processes are dealt with on workers. It knows no metric.
 */
@NullMarked
package dev.weir.gateway.http;

import org.jspecify.annotations.NullMarked;
