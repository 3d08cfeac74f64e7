/**
 * What readers are served: metric id to answer, encoded by whoever published it.
 *
 * <p>Start with {@link dev.weir.cache.board.MetricBoard}. Publishing and reading may happen on any thread; a read takes
 * no lock. The board knows neither Kubernetes nor the format of the answers it keeps.
 */
@NullMarked
package dev.weir.cache.board;

import org.jspecify.annotations.NullMarked;
