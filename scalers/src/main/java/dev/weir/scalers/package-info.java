/**
 * Trigger types: external systems as sources of metrics.
 *
 * <p>Start with {@link dev.weir.scalers.Scalers}, which finds the types on the class path and knows none by name. One
 * package per family of systems lies below, each blind to the others; what a type is, {@code spi} says. This module knows
 * nothing of Kubernetes objects or of how values are served.
 */
@NullMarked
package dev.weir.scalers;

import org.jspecify.annotations.NullMarked;
