/**
 * The activation bench: how fast many workloads at zero get their first replica on a real control plane once their source
 * has work, and what that costs the API server.
 *
 * <p>Start with {@link dev.weir.jmh.activation.ActivationRun}. It runs on the caller's thread and blocks; what it sees of the
 * cluster comes on threads of the Kubernetes client.
 */
@NullMarked
package dev.weir.jmh.activation;

import org.jspecify.annotations.NullMarked;
