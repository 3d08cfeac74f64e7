/**
 * Kubernetes as a machine: connection, watches, a work queue by key, the leader's lease, events and patches.
 *
 * <p>Start with {@link dev.weir.controller.kube.WorkQueue}: events only enqueue a key, a reconciler reads everything and
 * writes the difference, on a bounded pool of worker threads because the Kubernetes client blocks. This package knows no
 * rule of KEDA.
 */
@NullMarked
package dev.weir.controller.kube;

import org.jspecify.annotations.NullMarked;
