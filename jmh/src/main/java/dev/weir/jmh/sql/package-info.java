/**
 * Many triggers that ask one database: how many connections they take.
 *
 * <p>Start with {@link dev.weir.jmh.sql.SqlConnections}, which has a {@code main}. It runs on event loops and waits for them on
 * the caller's thread.
 */
@NullMarked
package dev.weir.jmh.sql;

import org.jspecify.annotations.NullMarked;
