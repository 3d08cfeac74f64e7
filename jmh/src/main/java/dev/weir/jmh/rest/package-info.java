/**
 * What Weir takes while nothing changes: memory, processor time and polls of one process or several over many objects of a real
 * control plane, and how long one more takes from its start until it has answered for all of them.
 *
 * <p>Start with {@link dev.weir.jmh.rest.RestRun}. It runs on the caller's thread and blocks.
 */
@NullMarked
package dev.weir.jmh.rest;

import org.jspecify.annotations.NullMarked;
