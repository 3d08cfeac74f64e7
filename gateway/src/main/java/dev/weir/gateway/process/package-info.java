/**
 * What runs together: start order and stop order.
 *
 * <p>Start with {@link dev.weir.gateway.process.Doors}, the servers over one board.
 */
@NullMarked
package dev.weir.gateway.process;

import org.jspecify.annotations.NullMarked;
