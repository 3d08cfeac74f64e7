/** What the package of the same name promises. */
@NullMarked
package dev.weir.jmh.rest;

import org.jspecify.annotations.NullMarked;
