/**
 * Trigger type {@code couchdb}: how many documents a Mango query answers.
 *
 * <p>Start with {@link dev.weir.scalers.couchdb.CouchdbScaler}. Sharing key: server, database, query, who asks; not the
 * thresholds. All of it runs on the source's event loop. Protocol: <a
 * href="https://docs.couchdb.org/en/stable/api/database/find.html">_find</a>.
 */
@NullMarked
package dev.weir.scalers.couchdb;

import org.jspecify.annotations.NullMarked;
