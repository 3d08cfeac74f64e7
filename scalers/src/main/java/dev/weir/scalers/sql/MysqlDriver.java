package dev.weir.scalers.sql;

import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.upstream.TlsOptions;
import io.vertx.core.Future;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.mysqlclient.MySQLBuilder;
import io.vertx.mysqlclient.MySQLConnectOptions;
import io.vertx.mysqlclient.MySQLException;
import io.vertx.mysqlclient.SslMode;
import io.vertx.sqlclient.Pool;
import java.util.Optional;

/** A {@link MysqlDatabase} as Vert.x's client takes it. */
final class MysqlDriver {

    private MysqlDriver() {}

    static Future<Pool> open(ScalerEnvironment environment, MysqlDatabase database) {
        return TlsOptions.load(environment, TlsSettings.unsafe(database.tls() != MysqlDatabase.Tls.TRUE))
                .map(ssl -> MySQLBuilder.pool()
                        .with(SqlPool.options())
                        .with(SqlPool.sockets(environment))
                        .connectingTo(options(database, ssl))
                        .using(environment.vertx())
                        .build());
    }

    static Optional<String> refusal(Throwable fault) {
        return fault instanceof MySQLException said
                ? Optional.of("the server said: " + said.getMessage())
                : Optional.empty();
    }

    private static MySQLConnectOptions options(MysqlDatabase database, ClientSSLOptions ssl) {
        MySQLConnectOptions options = new MySQLConnectOptions()
                .setHost(database.socket().isEmpty() ? database.host() : database.socket())
                .setPort(database.port())
                .setDatabase(database.database())
                .setUser(database.user())
                .setPassword(database.password())
                .setSslMode(mode(database.tls()));
        options.setSslOptions(ssl);
        options.addProperty("program_name", "weir");
        return options;
    }

    private static SslMode mode(MysqlDatabase.Tls tls) {
        return switch (tls) {
            case FALSE -> SslMode.DISABLED;
            case PREFERRED -> SslMode.PREFERRED;
            case SKIP_VERIFY -> SslMode.REQUIRED;
            case TRUE -> SslMode.VERIFY_IDENTITY;
        };
    }
}
