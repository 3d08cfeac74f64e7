/**
 * Metrics and traces by OTLP, for those who switch them on.
 *
 * <p>Start with {@link dev.weir.gateway.otlp.Telemetry}: what the rest of the process knows. Where it is off, nothing of the
 * OpenTelemetry library is loaded. The library reads its settings from the usual variables {@code OTEL_…}, keeps spans in a
 * bounded queue that drops what does not fit, and sends from threads of its own; no event loop waits for a collector.
 */
@NullMarked
package dev.weir.gateway.otlp;

import org.jspecify.annotations.NullMarked;
