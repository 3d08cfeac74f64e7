/**
 * What is known at one moment, in the terms of KEDA's metrics: of each trigger's metrics, of each object, of what is
 * registered, of HTTP exchanges.
 *
 * <p>Start with {@link dev.weir.controller.observed.Observer}: it walks what the planes know when somebody looks, so a look
 * costs what there is, nothing is kept for it, and who is gone is not in it. Any thread may look; a look at ten thousand
 * objects takes some ten milliseconds, so no event loop should. This package knows no library for metrics.
 */
@NullMarked
package dev.weir.controller.observed;

import org.jspecify.annotations.NullMarked;
