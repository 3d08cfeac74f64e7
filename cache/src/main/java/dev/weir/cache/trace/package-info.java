/**
 * What led to what: the steps from a poll to a write, for whoever wants to see them as a trace.
 *
 * <p>Start with {@link dev.weir.cache.trace.Tracing}; a {@link dev.weir.cache.trace.Span} is one step. Where nobody traces
 * there is one span that does nothing, so a step costs a call of an empty method. Any thread may use both. This package knows
 * no tracing library: the process brings an implementation.
 */
@NullMarked
package dev.weir.cache.trace;

import org.jspecify.annotations.NullMarked;
