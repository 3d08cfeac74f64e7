/**
 * Why an object is as it is, over HTTP, and the same as a text.
 *
 * <p>Start with {@link dev.weir.gateway.explain.ExplainRoute}, which stands behind the hot route and on the same port, so that
 * who may read metrics may read this. {@link dev.weir.gateway.explain.ExplainText} writes the story down for people.
 */
@NullMarked
package dev.weir.gateway.explain;

import org.jspecify.annotations.NullMarked;
