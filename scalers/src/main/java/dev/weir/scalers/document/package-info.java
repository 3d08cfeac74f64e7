/**
 * Documents that upstreams answer, and places in them; pure.
 *
 * <p>Start with {@link dev.weir.scalers.document.JsonValue} where the shape of an answer is known, and with
 * {@link dev.weir.scalers.document.JsonPath} where a manifest says what in it counts. Depth, length and size are bounded. All
 * types may be used from any thread. Nothing here knows who answered, and no message repeats anything of a document.
 */
@NullMarked
package dev.weir.scalers.document;

import org.jspecify.annotations.NullMarked;
