@NullMarked
package dev.weir.gateway.passthrough;

import org.jspecify.annotations.NullMarked;
