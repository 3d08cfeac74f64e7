/**
 * Trigger type {@code nats-jetstream}: what a consumer of a stream has still to do, asked of NATS's monitoring port.
 *
 * <p>Start with {@link dev.weir.scalers.nats.NatsScaler}. Sharing key: scheme, endpoint, account; not stream, consumer or
 * thresholds: one question answers all consumers of an account. In a cluster each node is asked, because what a consumer has
 * to do is known to its leader only. All of it runs on the source's event loop. Protocol: <a
 * href="https://docs.nats.io/running-a-nats-service/nats_admin/monitoring">/jsz and /varz</a>.
 */
@NullMarked
package dev.weir.scalers.nats;

import org.jspecify.annotations.NullMarked;
