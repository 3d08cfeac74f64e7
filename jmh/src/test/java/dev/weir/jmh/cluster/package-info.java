/** What the package of the same name promises. */
@NullMarked
package dev.weir.jmh.cluster;

import org.jspecify.annotations.NullMarked;
