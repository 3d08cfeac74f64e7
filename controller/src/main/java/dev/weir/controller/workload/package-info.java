/**
 * Trigger types that need Kubernetes itself: cpu and memory, which the HPA reads by itself, and those whose source is what the
 * API server keeps.
 *
 * <p>Start with {@link dev.weir.controller.workload.WorkloadTypes}. Sources look into informers, which open with their first
 * question and close with their last subscriber; nothing here asks the API server once for each poll.
 */
@NullMarked
package dev.weir.controller.workload;

import org.jspecify.annotations.NullMarked;
