/** The others, on loopback. */
@NullMarked
package dev.weir.gateway.replicas;

import org.jspecify.annotations.NullMarked;
