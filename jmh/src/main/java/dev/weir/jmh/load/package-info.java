/**
 * The crowd of HPAs: asks a real {@code weir serve} for its metrics as an aggregation layer does, over one TLS connection,
 * and the bare server beside it in turns.
 *
 * <p>Start with {@link dev.weir.jmh.load.LoadRun}. The crowd runs on threads of its own that block, so that it costs less
 * than what it measures; the stand-in of Prometheus runs on an event loop. Load goes to loopback only and is bounded in time.
 */
@NullMarked
package dev.weir.jmh.load;

import org.jspecify.annotations.NullMarked;
