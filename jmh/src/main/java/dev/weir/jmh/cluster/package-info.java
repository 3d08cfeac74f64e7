/**
 * What is measured on a real control plane stands on this: a namespace of its own with workloads and ScaledObjects, the way
 * from the API server to Weir, what is seen of the objects, and the API server's own count of writes.
 *
 * <p>Start with {@link dev.weir.jmh.cluster.Ground}. Calls block; what is seen comes on threads of the Kubernetes client.
 * Everything it makes lives in that namespace and goes with it.
 */
@NullMarked
package dev.weir.jmh.cluster;

import org.jspecify.annotations.NullMarked;
