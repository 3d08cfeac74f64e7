/**
 * From a ScaledObject to the HPA that should exist, and whether the one that exists is it. Pure: no clock, no cluster.
 *
 * <p>Start with {@link dev.weir.controller.desired.DesiredHpa}.
 */
@NullMarked
package dev.weir.controller.desired;

import org.jspecify.annotations.NullMarked;
