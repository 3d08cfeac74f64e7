/**
 * A second adapter, to which requests for metrics that are not ours are passed on, so that a cluster can leave it step by
 * step.
 *
 * <p>Start with {@link dev.weir.gateway.passthrough.PassThrough}. Its state belongs to one event loop of its own, so that an
 * adapter that is slow or down takes nothing from readers of our own metrics; any thread may ask. It knows neither the board
 * nor the routes.
 */
@NullMarked
package dev.weir.gateway.passthrough;

import org.jspecify.annotations.NullMarked;
