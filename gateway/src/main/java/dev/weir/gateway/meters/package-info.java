/**
 * KEDA's metrics under their own names in Prometheus's text, next to Weir's own meters.
 *
 * <p>Start with {@link dev.weir.gateway.meters.KedaMetrics}. Everything is made anew for a scrape, on the scrape's thread;
 * nothing is kept between two. The page {@code deploy/docs/metrics.md} lists what there is, and a test holds it to the truth.
 */
@NullMarked
package dev.weir.gateway.meters;

import org.jspecify.annotations.NullMarked;
