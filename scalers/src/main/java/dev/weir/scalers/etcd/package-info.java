/**
 * Trigger type {@code etcd}: the number that stands under a key, asked when it is time and told when it changes.
 *
 * <p>Start with {@link dev.weir.scalers.etcd.EtcdScaler}. Sharing key: endpoints, who asks, TLS, the key that is watched; not
 * thresholds. {@link dev.weir.scalers.etcd.EtcdSession} finds a server that answers and logs in, {@link
 * dev.weir.scalers.etcd.EtcdWatch} opens a watch again when it ends. All of it runs on the source's event loop. Protocol: <a
 * href="https://etcd.io/docs/v3.5/dev-guide/api_reference_v3/">etcd v3 by gRPC</a>.
 */
@NullMarked
package dev.weir.scalers.etcd;

import org.jspecify.annotations.NullMarked;
