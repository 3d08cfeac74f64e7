/**
 * {@code weir demo}: the real operator and gateway in a world that is made up around them in this process. Made up are an API
 * server, nodes that pretend to run pods, an HPA loop, and sources whose values go in daily waves; nothing of Weir itself is.
 *
 * <p>Start with {@link dev.weir.gateway.demo.Demo}. {@link dev.weir.gateway.demo.World} is all that is outside of Weir; it
 * lives on a Vert.x of its own, and its state belongs to one event loop of that. Knows no command line.
 */
@NullMarked
package dev.weir.gateway.demo;

import org.jspecify.annotations.NullMarked;
