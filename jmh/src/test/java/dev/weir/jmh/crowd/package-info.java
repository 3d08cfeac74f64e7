/** What the package of the same name promises. */
@NullMarked
package dev.weir.jmh.crowd;

import org.jspecify.annotations.NullMarked;
