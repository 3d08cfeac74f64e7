/**
 * Trigger type {@code metrics-api}: one number out of the document that any HTTP endpoint answers.
 *
 * <p>Start with {@link dev.weir.scalers.http.MetricsApiScaler}. Sharing key: URL, whether the endpoints of a service are
 * asked one by one, who asks, TLS; not where in the document the number stands: triggers on different fields share one
 * fetch, the reading is the document. All of it runs on the source's event loop and is bounded in bytes.
 */
@NullMarked
package dev.weir.scalers.http;

import org.jspecify.annotations.NullMarked;
