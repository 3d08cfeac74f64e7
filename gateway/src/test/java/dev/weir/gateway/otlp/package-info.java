/** Tests of what a collector receives. */
@NullMarked
package dev.weir.gateway.otlp;

import org.jspecify.annotations.NullMarked;
