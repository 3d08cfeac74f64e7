/**
 * Answers to range queries as tables that can be cut and put together: {@link dev.weir.gateway.prometheus.matrix.Matrix}.
 * Pure and immutable; any thread.
 */
@NullMarked
package dev.weir.gateway.prometheus.matrix;

import org.jspecify.annotations.NullMarked;
