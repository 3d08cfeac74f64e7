/**
 * Numbers to replicas: every rule that decides how many there should be, in one room.
 *
 * <p>Start with {@link dev.weir.controller.decision.ScaleDecision} (between zero or idle and the first replica),
 * {@link dev.weir.controller.decision.Fallback} (what a metric is worth while its source fails),
 * {@link dev.weir.controller.decision.Smoothing} (what of its ups and downs an autoscaler gets to see) and
 * {@link dev.weir.controller.decision.HpaAlgorithm} (between the first replica and the last, as the Kubernetes controller
 * does it). All of it is pure: immutable values in, immutable values out, the time is an argument, any thread may call. This
 * package knows no resource class, no network and no clock.
 */
@NullMarked
package dev.weir.controller.decision;

import org.jspecify.annotations.NullMarked;
