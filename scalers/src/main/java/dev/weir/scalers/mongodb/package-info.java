/**
 * Trigger type {@code mongodb}: how many documents of a collection fit a filter.
 *
 * <p>Start with {@link dev.weir.scalers.mongodb.MongodbScaler}. {@link dev.weir.scalers.mongodb.MongodbAccess} makes one
 * connection string of whatever is given; {@link dev.weir.scalers.mongodb.MongodbClient} is the driver's client, which all
 * sources with the same string and TLS share. It has threads of its own, and answers come back to the source's event loop;
 * what blocks (names of {@code mongodb+srv}, making and closing it) is done on the pool for such calls. Only the client and
 * what it names load classes of the driver, so that a Weir without such triggers does without. Sharing key: connection, TLS,
 * database, collection, query; not thresholds.
 *
 * @see <a href="https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/">wire protocol</a>
 * @see <a href="https://www.mongodb.com/docs/manual/reference/mongodb-extended-json/">Extended JSON</a>
 */
@NullMarked
package dev.weir.scalers.mongodb;

import org.jspecify.annotations.NullMarked;
