/**
 * {@code weir load}: its options, and the contests between a real {@code weir serve} and a bare server, both asked in turns by
 * crowds of HPAs, directly or through an API server.
 *
 * <p>Start with {@link dev.weir.jmh.load.LoadCommand}, then {@link dev.weir.jmh.load.LoadRun}. It runs on the caller's thread and
 * blocks; the stand-in of Prometheus runs on an event loop. Load goes to loopback only and is bounded in time.
 */
@NullMarked
package dev.weir.jmh.load;

import org.jspecify.annotations.NullMarked;
