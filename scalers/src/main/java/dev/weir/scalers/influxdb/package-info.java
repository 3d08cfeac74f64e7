/**
 * Trigger type {@code influxdb}: the number that a query of InfluxDB comes to.
 *
 * <p>Start with {@link dev.weir.scalers.influxdb.InfluxdbScaler}. Version 2 is asked in Flux over HTTP and answers annotated
 * CSV; version 3 is asked in InfluxQL or SQL by Arrow Flight, of whose answer the last row is read. Sharing key: server, version, organization or database, query, who asks, TLS; not which column counts or the
 * thresholds. All of it runs on the source's event loop. Protocol: <a
 * href="https://docs.influxdata.com/influxdb/v2/reference/syntax/annotated-csv/">annotated CSV</a>, <a
 * href="https://arrow.apache.org/docs/format/Flight.html">Arrow Flight</a>.
 */
@NullMarked
package dev.weir.scalers.influxdb;

import org.jspecify.annotations.NullMarked;
