/**
 * What every replica does: subscribe the sources of each object's triggers, interpret their readings, decide what readers
 * get, publish it.
 *
 * <p>Start with {@link dev.weir.controller.metricsplane.MetricsPlane}. Each object is one {@code WatchedObject}, owned by
 * one event loop; others see its {@link dev.weir.controller.metricsplane.ObjectState}, an immutable snapshot. This package
 * writes nothing to Kubernetes.
 */
@NullMarked
package dev.weir.controller.metricsplane;

import org.jspecify.annotations.NullMarked;
