/**
 * Trigger type {@code prometheus}: an instant query to the HTTP API of Prometheus and its look-alikes.
 *
 * <p>Start with {@link dev.weir.scalers.prometheus.PrometheusScaler}. Sharing key: server, query, namespace, further
 * parameters and headers, who asks, TLS; not the time, the thresholds or {@code ignoreNullValues}, which only interpret the
 * answer. All of it runs on the source's event loop. Protocol: <a
 * href="https://prometheus.io/docs/prometheus/latest/querying/api/">Prometheus HTTP API</a>.
 */
@NullMarked
package dev.weir.scalers.prometheus;

import org.jspecify.annotations.NullMarked;
