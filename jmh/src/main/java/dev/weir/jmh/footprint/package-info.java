/**
 * What objects cost while nobody asks for them: heap, memory and processor time of a Weir by how many ScaledObjects it has, and
 * a picture of it.
 *
 * <p>Start with {@link dev.weir.jmh.footprint.FootprintRun}. It runs on the caller's thread and blocks.
 */
@NullMarked
package dev.weir.jmh.footprint;

import org.jspecify.annotations.NullMarked;
