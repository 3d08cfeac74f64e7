/**
 * What every benchmark runs on: an event loop of Vert.x, the same settings, boards and requests like those of a cluster.
 *
 * <p>Start with {@link dev.weir.jmh.harness.LoopBenchmark}, which benchmarks extend. Everything runs on the one event loop
 * that {@link dev.weir.jmh.harness.LoopExecutor} gives to JMH; time is real time here.
 */
@NullMarked
package dev.weir.jmh.harness;

import org.jspecify.annotations.NullMarked;
