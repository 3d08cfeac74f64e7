/**
 * Several replicas share the work: each source is asked by one of them, and what it reads goes to all.
 *
 * <p>Start with {@link dev.weir.cache.cluster.Fleet}, the seam behind which membership and transport are somebody else's
 * business, then read {@link dev.weir.cache.cluster.Exchange}, which is what travels. Who asks is decided by
 * {@link dev.weir.cache.cluster.Ranking} alone: nobody is elected and nothing is agreed upon, so nothing can be stuck. What
 * pollers make of their rank is in the package {@code poll}.
 */
@NullMarked
package dev.weir.cache.cluster;

import org.jspecify.annotations.NullMarked;
