/**
 * The door at which the API server asks whether an object may be written.
 *
 * <p>Start with {@link dev.weir.gateway.webhook.ReviewRoute}. Handlers run on the event loop of their connection and hand
 * what they have read to the controller's admission, which knows the rules; here is only HTTP: paths, methods, bodies and
 * their bounds.
 */
@NullMarked
package dev.weir.gateway.webhook;

import org.jspecify.annotations.NullMarked;
