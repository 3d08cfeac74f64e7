/**
 * Decisions to response bytes, once for every reader to come.
 *
 * <p>Start with {@link dev.weir.controller.wire.ExternalMetricEncoder} for answers and
 * {@link dev.weir.controller.wire.StatusEncoder} for refusals. Each writes JSON and Kubernetes protobuf; both are small and
 * fixed, so they are written by hand instead of by a serializer. Pure, any thread. This package knows no HTTP server and no
 * resource class.
 */
@NullMarked
package dev.weir.controller.wire;

import org.jspecify.annotations.NullMarked;
