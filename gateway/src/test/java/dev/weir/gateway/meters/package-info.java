/** Tests of what a scrape reads. */
@NullMarked
package dev.weir.gateway.meters;

import org.jspecify.annotations.NullMarked;
