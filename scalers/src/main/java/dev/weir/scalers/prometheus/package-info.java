/**
 * Trigger types {@code prometheus} and {@code loki}: an instant query to the HTTP API of Prometheus and its look-alikes, and
 * to that of Loki, which answers in the same words.
 *
 * <p>Start with {@link dev.weir.scalers.prometheus.PrometheusScaler} or {@link dev.weir.scalers.prometheus.LokiScaler}.
 * Sharing key: server, query, namespace or tenant, further parameters and headers, who asks, TLS; not the time, the
 * thresholds or {@code ignoreNullValues}, which only interpret the answer. All of it runs on the source's event loop.
 * Protocols: <a href="https://prometheus.io/docs/prometheus/latest/querying/api/">Prometheus HTTP API</a>, <a
 * href="https://grafana.com/docs/loki/latest/reference/loki-http-api/">Loki HTTP API</a>.
 */
@NullMarked
package dev.weir.scalers.prometheus;

import org.jspecify.annotations.NullMarked;
