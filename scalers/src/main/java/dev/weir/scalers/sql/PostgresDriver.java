package dev.weir.scalers.sql;

import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.upstream.TlsOptions;
import io.vertx.core.Future;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.Optional;
import java.util.Set;

/** A {@link PostgresDatabase} as Vert.x's client takes it. */
final class PostgresDriver {

    /** invalid_password, invalid_catalog_name, insufficient_privilege. */
    private static final Set<String> LAST_WORDS = Set.of("28P01", "3D000", "42501");

    private PostgresDriver() {}

    static Future<Pool> open(ScalerEnvironment environment, PostgresDatabase database, String password) {
        PostgresTls tls = database.tls();
        return TlsOptions.load(environment, TlsSettings.unsafe(!tls.verified()))
                .compose(ssl -> files(environment, tls, ssl))
                .map(ssl -> PgBuilder.pool()
                        .with(SqlPool.options())
                        .with(SqlPool.sockets(environment))
                        .connectingTo(options(database, password).setSslOptions(ssl))
                        .using(environment.vertx())
                        .build());
    }

    /** Password, database or rights: no other host, and no other way to this one, will say otherwise. */
    static boolean decided(Throwable fault) {
        return fault instanceof PgException said && LAST_WORDS.contains(String.valueOf(said.getSqlState()));
    }

    static Future<Void> cancel(SqlConnection connection) {
        return PgConnection.cast(connection).cancelRequest();
    }

    /** What the server said. */
    static Optional<String> refusal(Throwable fault) {
        return fault instanceof PgException said
                ? Optional.of("the server said: " + said.getErrorMessage() + " (" + said.getSqlState() + ")")
                : Optional.empty();
    }

    private static PgConnectOptions options(PostgresDatabase database, String password) {
        PostgresDatabase.Host host = database.hosts().get(0);
        PgConnectOptions options = new PgConnectOptions()
                .setHost(host.name())
                .setPort(host.port())
                .setDatabase(database.database())
                .setUser(database.user())
                .setPassword(password)
                .setSslMode(SslMode.of(database.tls().mode().toString()));
        options.addProperty("application_name", "weir");
        database.session().forEach(options::addProperty);
        return options;
    }

    private static Future<ClientSSLOptions> files(
            ScalerEnvironment environment, PostgresTls tls, ClientSSLOptions ssl) {
        ssl.setHostnameVerificationAlgorithm(tls.mode() == PostgresTls.Mode.VERIFY_FULL ? "HTTPS" : "");
        return environment
                .vertx()
                .executeBlocking(
                        () -> {
                            if (!tls.rootCert().isEmpty() && tls.verified()) {
                                ssl.setTrustOptions(new PemTrustOptions()
                                        .addCertValue(PemFile.read("sslrootcert", tls.rootCert())));
                            }
                            if (!tls.cert().isEmpty()) {
                                ssl.setKeyCertOptions(new PemKeyCertOptions()
                                        .addCertValue(PemFile.read("sslcert", tls.cert()))
                                        .addKeyValue(PemFile.key("sslkey", tls.key(), tls.keyPassword())));
                            }
                            return ssl;
                        },
                        false);
    }
}
