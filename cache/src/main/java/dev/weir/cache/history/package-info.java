/**
 * The recent past of each metric: samples for smoothing, forecasts, sparklines and explanations.
 *
 * <p>Start with {@link dev.weir.cache.history.HistoryBook}. Everything may be used from any thread: what readers get is
 * immutable. Each ring and all of them together are bounded in bytes. This package does not know what the keys mean.
 */
@NullMarked
package dev.weir.cache.history;

import org.jspecify.annotations.NullMarked;
