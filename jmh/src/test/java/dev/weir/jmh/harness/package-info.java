/** What the package of the same name promises. */
@NullMarked
package dev.weir.jmh.harness;

import org.jspecify.annotations.NullMarked;
