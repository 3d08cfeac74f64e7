/**
 * What a caller asks, as text: parameters, PromQL, times, how fresh an answer has to be. Pure; any thread.
 *
 * <p>Start with {@link dev.weir.gateway.prometheus.query.Parameters}.
 */
@NullMarked
package dev.weir.gateway.prometheus.query;

import org.jspecify.annotations.NullMarked;
