/** Tests of what can be seen of everything, in virtual time. */
@NullMarked
package dev.weir.controller.observed;

import org.jspecify.annotations.NullMarked;
