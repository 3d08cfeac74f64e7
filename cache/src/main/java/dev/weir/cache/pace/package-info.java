/**
 * When a source is asked: intervals, start spread, back-off and what one upstream may be asked.
 *
 * <p>Start with {@link dev.weir.cache.pace.Timeline}, the loop and its clock as the cache sees them; everything else here
 * is arithmetic on times passed in, except {@link dev.weir.cache.pace.Gate}, which belongs to one timeline and is touched
 * on it only. This package knows nothing of sources, subscribers or Kubernetes.
 */
@NullMarked
package dev.weir.cache.pace;

import org.jspecify.annotations.NullMarked;
