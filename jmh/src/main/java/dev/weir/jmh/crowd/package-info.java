/**
 * The crowd of HPAs: asks a server for its metrics, flat out, at a pace, or until it has answered each once. It runs on threads
 * of its own that block, and sends bytes made beforehand, so that it costs less than what it measures.
 *
 * <p>Start with {@link dev.weir.jmh.crowd.Crowd}. Load goes to loopback only and is bounded in time. Knows nothing of Weir but
 * how an answer with a value begins.
 */
@NullMarked
package dev.weir.jmh.crowd;

import org.jspecify.annotations.NullMarked;
