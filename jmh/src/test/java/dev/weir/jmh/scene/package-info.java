/** What the package of the same name promises. */
@NullMarked
package dev.weir.jmh.scene;

import org.jspecify.annotations.NullMarked;
