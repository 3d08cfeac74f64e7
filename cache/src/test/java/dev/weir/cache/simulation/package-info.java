/**
 * Hours of faults in seconds: the whole cache in virtual time, driven by a seed, with its promises checked at each step.
 *
 * <p>Start with {@link dev.weir.cache.simulation.CacheSimulationTest}; {@code -Dweir.seed=N} repeats a run exactly.
 */
@NullMarked
package dev.weir.cache.simulation;

import org.jspecify.annotations.NullMarked;
