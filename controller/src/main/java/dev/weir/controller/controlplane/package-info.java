/**
 * What the leader does: write HPAs, scale between zero and the first replica, write status and events.
 *
 * <p>Start with {@link dev.weir.controller.controlplane.ScaledObjectReconciler}: one look at one object, from its manifest,
 * the state the metrics plane has of it and its target, to the writes that are missing. Runs on worker threads; nothing
 * here waits for a source. Only what differs is written.
 */
@NullMarked
package dev.weir.controller.controlplane;

import org.jspecify.annotations.NullMarked;
