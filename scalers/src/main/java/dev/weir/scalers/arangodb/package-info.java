/**
 * Trigger type {@code arangodb}: the number that an AQL query comes to.
 *
 * <p>Start with {@link dev.weir.scalers.arangodb.ArangodbScaler}. Sharing key: endpoints, database, collection, query, who
 * asks, TLS; not the thresholds. All of it runs on the source's event loop. Protocol: <a
 * href="https://docs.arangodb.com/stable/develop/http-api/queries/aql-queries/">AQL over HTTP</a>.
 */
@NullMarked
package dev.weir.scalers.arangodb;

import org.jspecify.annotations.NullMarked;
