/**
 * What stands around Weir while it is measured: a Prometheus that counts, servers as processes of their own and what they
 * take, ScaledObjects as files, a folder that goes away again.
 *
 * <p>Start with {@link dev.weir.jmh.scene.ServerProcess}. Calls block, except for the Prometheus, which answers on an event
 * loop. Knows nothing of what is measured.
 */
@NullMarked
package dev.weir.jmh.scene;

import org.jspecify.annotations.NullMarked;
