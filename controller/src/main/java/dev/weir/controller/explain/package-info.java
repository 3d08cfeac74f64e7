/**
 * Why an object has so many replicas, from what a running process knows: a story as records, which {@code weir explain} writes
 * down and which travels as JSON.
 *
 * <p>Start with {@link dev.weir.controller.explain.Explainer}; {@link dev.weir.controller.explain.Explanation} is what it
 * gives. It only reads, with the same arithmetic that decides, so any thread may ask; it walks past all plans to say who
 * shares a source, so no event loop should. There is never a secret in it.
 */
@NullMarked
package dev.weir.controller.explain;

import org.jspecify.annotations.NullMarked;
