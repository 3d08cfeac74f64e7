package dev.weir.scalers.sql;

import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.upstream.TlsOptions;
import io.vertx.core.Future;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.mssqlclient.MSSQLBuilder;
import io.vertx.mssqlclient.MSSQLConnectOptions;
import io.vertx.mssqlclient.MSSQLException;
import io.vertx.sqlclient.Pool;
import java.util.Optional;

/** An {@link MssqlDatabase} as Vert.x's client takes it. */
final class MssqlDriver {

    private MssqlDriver() {}

    static Future<Pool> open(ScalerEnvironment environment, MssqlDatabase database) {
        return TlsOptions.load(environment, TlsSettings.unsafe(!database.verified()))
                .compose(ssl -> trust(environment, database, ssl))
                .map(ssl -> MSSQLBuilder.pool()
                        .with(SqlPool.options())
                        .with(SqlPool.sockets(environment))
                        .connectingTo(options(database, ssl))
                        .using(environment.vertx())
                        .build());
    }

    static Optional<String> refusal(Throwable fault) {
        return fault instanceof MSSQLException said
                ? Optional.of("the server said: " + said.errorMessage() + " (" + said.getErrorCode() + ")")
                : Optional.empty();
    }

    private static Future<ClientSSLOptions> trust(
            ScalerEnvironment environment, MssqlDatabase database, ClientSSLOptions ssl) {
        if (database.certificate().isEmpty() || !database.verified()) {
            return Future.succeededFuture(ssl);
        }
        return environment
                .vertx()
                .executeBlocking(
                        () -> ssl.setTrustOptions(new PemTrustOptions()
                                .addCertValue(PemFile.read("certificate", database.certificate()))),
                        false);
    }

    private static MSSQLConnectOptions options(MssqlDatabase database, ClientSSLOptions ssl) {
        MSSQLConnectOptions options = new MSSQLConnectOptions()
                .setHost(database.host())
                .setPort(database.port())
                .setDatabase(database.database())
                .setUser(database.user())
                .setPassword(database.password())
                .setSsl(database.encrypted());
        options.setSslOptions(ssl);
        options.addProperty("appName", "weir");
        return options;
    }
}
