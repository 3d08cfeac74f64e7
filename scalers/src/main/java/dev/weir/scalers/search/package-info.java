/**
 * Trigger types {@code elasticsearch} and {@code opensearch}: one number out of the answer to a search.
 *
 * <p>Start with {@link dev.weir.scalers.search.ElasticsearchScaler}; the two types differ in how a manifest says who asks,
 * in how often another node is tried and in which statuses are read. Sharing key: addresses, index, search (query, or
 * template with its parameters), who asks, TLS; not where in the answer the number stands: triggers on different values of
 * one search share it, the reading is the document. All of it runs on the source's event loop. Protocol: <a
 * href="https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-search">Elasticsearch</a>, <a
 * href="https://docs.opensearch.org/latest/api-reference/search-apis/search/">OpenSearch</a>.
 */
@NullMarked
package dev.weir.scalers.search;

import org.jspecify.annotations.NullMarked;
