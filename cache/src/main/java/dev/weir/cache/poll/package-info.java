/**
 * Asking: one {@link dev.weir.cache.poll.Poller} per source, owned by one event loop, with its subscribers.
 *
 * <p>Start with {@link dev.weir.cache.poll.Subscriber} and {@link dev.weir.cache.poll.Demand}, which are what users of
 * the cache see, then read {@code Poller}, whose states are a sealed type. All state of a poller is touched on its own
 * loop only; nothing here is locked. This package knows nothing of Kubernetes or of any scaler.
 */
@NullMarked
package dev.weir.cache.poll;

import org.jspecify.annotations.NullMarked;
