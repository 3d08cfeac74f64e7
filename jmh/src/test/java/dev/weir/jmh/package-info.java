/** What holds for the module as a whole. */
@NullMarked
package dev.weir.jmh;

import org.jspecify.annotations.NullMarked;
