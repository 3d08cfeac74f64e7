/** Fixtures: a gateway in this process on free loopback ports, and readers of it. */
@NullMarked
package dev.weir.gateway.testing;

import org.jspecify.annotations.NullMarked;
