/**
 * Who asks, and whether they may.
 *
 * <p>Start with {@link dev.weir.gateway.access.Access}, which stands in front of every door.
 */
@NullMarked
package dev.weir.gateway.access;

import org.jspecify.annotations.NullMarked;
