/**
 * The server that Weir is compared with: Vert.x, the same port settings, and nothing behind them.
 *
 * <p>Start with {@link dev.weir.jmh.baseline.BareServer}; it runs in a process of its own and answers on an event loop. It
 * knows no metric.
 */
@NullMarked
package dev.weir.jmh.baseline;

import org.jspecify.annotations.NullMarked;
