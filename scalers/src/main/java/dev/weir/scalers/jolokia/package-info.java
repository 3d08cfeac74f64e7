/**
 * Trigger types {@code activemq} and {@code artemis-queue}: the length of a queue, asked of the broker's Jolokia.
 *
 * <p>Start with {@link dev.weir.scalers.jolokia.ActivemqScaler} or {@link dev.weir.scalers.jolokia.ArtemisScaler}; the two
 * differ in where a manifest's parts stand in the URL. Sharing key: resolved URL, Origin, who asks, TLS; not the thresholds.
 * All of it runs on the source's event loop. Protocol: <a
 * href="https://jolokia.org/reference/html/manual/jolokia_protocol.html">Jolokia</a>, reading one attribute.
 */
@NullMarked
package dev.weir.scalers.jolokia;

import org.jspecify.annotations.NullMarked;
