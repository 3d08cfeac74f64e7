/** Who asks, and how what was read travels. */
@NullMarked
package dev.weir.cache.cluster;

import org.jspecify.annotations.NullMarked;
