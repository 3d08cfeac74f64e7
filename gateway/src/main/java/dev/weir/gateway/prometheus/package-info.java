/**
 * The read side of Prometheus's API in front of Prometheus servers, so that many dashboards ask one question once.
 *
 * <p>Start with {@link dev.weir.gateway.prometheus.PrometheusDoor}, then {@link dev.weir.gateway.prometheus.PrometheusRoute}.
 * All state belongs to the one event loop of the door; what is long to read is read on a worker. It knows no scaler: what
 * triggers have polled comes through {@link dev.weir.gateway.prometheus.KnownAnswers}.
 */
@NullMarked
package dev.weir.gateway.prometheus;

import org.jspecify.annotations.NullMarked;
