/**
 * The external metrics API as the aggregation layer expects it.
 *
 * <p>Start with {@link dev.weir.gateway.external.ExternalMetrics}; the hot route is {@link
 * dev.weir.gateway.external.MetricRoute}: one look-up and one write, before any router. Everything runs on the event loop
 * of the connection. It reads the board and knows neither scalers nor resources.
 */
@NullMarked
package dev.weir.gateway.external;

import org.jspecify.annotations.NullMarked;
