/** What the package of the same name promises. */
@NullMarked
package dev.weir.jmh.footprint;

import org.jspecify.annotations.NullMarked;
