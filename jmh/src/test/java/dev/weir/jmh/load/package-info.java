/** What the package of the same name promises. */
@NullMarked
package dev.weir.jmh.load;

import org.jspecify.annotations.NullMarked;
