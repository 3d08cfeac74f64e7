/**
 * Trigger types {@code external} and {@code external-push}: a gRPC server of the user's own, which names the metrics, measures
 * them and says whether the object is active.
 *
 * <p>Start with {@link dev.weir.scalers.external.ExternalScaler}. Sharing key: address, TLS, namespace and name of the object,
 * all metadata; the server sees these, so nothing is shared between objects. {@link dev.weir.scalers.external.ExternalSource}
 * asks in each interval; that of {@code external-push} also holds open two {@link
 * dev.weir.scalers.external.ExternalStream}s, on which the server calls unasked. All of it runs on the source's event loop.
 * Protocol: <a href="https://keda.sh/docs/latest/concepts/external-scalers/">external scalers</a>.
 */
@NullMarked
package dev.weir.scalers.external;

import org.jspecify.annotations.NullMarked;
