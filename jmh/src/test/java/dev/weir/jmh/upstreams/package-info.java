/** What the package of the same name promises. */
@NullMarked
package dev.weir.jmh.upstreams;

import org.jspecify.annotations.NullMarked;
