/**
 * Tests of the demo: its made-up world piece by piece, and the whole of it for some seconds.
 *
 * <p>Start with {@link dev.weir.gateway.demo.DemoTest}.
 */
@NullMarked
package dev.weir.gateway.demo;

import org.jspecify.annotations.NullMarked;
