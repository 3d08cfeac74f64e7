/**
 * Trigger type {@code solr}: how many documents of a collection fit a query.
 *
 * <p>Start with {@link dev.weir.scalers.solr.SolrScaler}. Sharing key: host, collection, query, who asks; not the thresholds.
 * All of it runs on the source's event loop. Protocol: <a
 * href="https://solr.apache.org/guide/solr/latest/query-guide/common-query-parameters.html">select handler</a>.
 */
@NullMarked
package dev.weir.scalers.solr;

import org.jspecify.annotations.NullMarked;
