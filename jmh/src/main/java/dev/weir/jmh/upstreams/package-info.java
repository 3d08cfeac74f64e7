/**
 * What triggers of one kind cost where there are thousands of them: memory of the process, requests to the upstream.
 *
 * <p>Start with {@link dev.weir.jmh.upstreams.TriggerCrowd}, a process that does nothing else than ask; the tests of this
 * package give it a real server and print the figures.
 */
@NullMarked
package dev.weir.jmh.upstreams;

import org.jspecify.annotations.NullMarked;
