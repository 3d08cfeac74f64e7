/**
 * Trigger type {@code graphite}: the last point of one series from Graphite's render API.
 *
 * <p>Start with {@link dev.weir.scalers.graphite.GraphiteScaler}. Sharing key: server, query, time range, who asks; not the
 * thresholds. All of it runs on the source's event loop. Protocol: <a
 * href="https://graphite.readthedocs.io/en/stable/render_api.html">render API</a>.
 */
@NullMarked
package dev.weir.scalers.graphite;

import org.jspecify.annotations.NullMarked;
