/**
 * Trigger types {@code postgresql}, {@code mysql} and {@code mssql}: the first column of a query's first row.
 *
 * <p>Start with {@link dev.weir.scalers.sql.PostgresqlScaler}. A scaler reads its parameters into a {@link
 * dev.weir.scalers.sql.SqlConfig}, whose {@link dev.weir.scalers.sql.Database} says where to log in and how; {@link
 * dev.weir.scalers.sql.SqlPool} is the small pool that all queries of one database and login share. The classes that name a
 * client of Vert.x ({@code …Driver}) load with the first trigger of their type. Sharing key: server, database, login, TLS,
 * query; not thresholds. Polls run on the source's event loop, files are read on worker threads. Protocols: <a
 * href="https://www.postgresql.org/docs/current/protocol.html">PostgreSQL</a>, <a
 * href="https://dev.mysql.com/doc/dev/mysql-server/latest/PAGE_PROTOCOL.html">MySQL</a>, <a
 * href="https://learn.microsoft.com/openspecs/windows_protocols/ms-tds">TDS</a>.
 */
@NullMarked
package dev.weir.scalers.sql;

import org.jspecify.annotations.NullMarked;
