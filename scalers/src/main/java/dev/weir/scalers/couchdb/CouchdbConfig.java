package dev.weir.scalers.couchdb;

import static dev.weir.scalers.spi.Params.From.AUTH;
import static dev.weir.scalers.spi.Params.From.ENV;
import static dev.weir.scalers.spi.Params.From.METADATA;

import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.Quantity;
import java.time.Duration;

/**
 * A {@code couchdb} trigger.
 *
 * @param server URL without the database; may hold user information
 * @param dbName empty where a connection string was given without it, which fails when it is asked
 * @param query as it is written; what of it is sent is found out when it is asked
 * @param password of the user {@code admin}; secret
 */
record CouchdbConfig(
        String server,
        String dbName,
        String query,
        String password,
        Duration timeout,
        double activation,
        MetricSpec metric) {

    /** Whoever asks by password is this user, whatever {@code username} says: manifests written for KEDA rely on it. */
    static final String USER = "admin";

    /** KEDA has no bound here. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    static CouchdbConfig from(Params params) {
        String connection =
                params.text("connectionString").from(AUTH, METADATA, ENV).orElse("");
        String host = params.text("host").from(AUTH, METADATA).orElse("");
        String port = params.text("port").from(AUTH, METADATA).orElse("");
        String user = params.text("username").from(AUTH, METADATA).orElse("");
        String password = params.text("password").from(AUTH, METADATA, ENV).orElse("");
        String database = params.text("dbName").from(AUTH, METADATA).orElse("");
        String query = params.text("query").orElse("");
        Long target = params.integer("queryValue").orNull();
        params.requireTarget("queryValue", target);
        double activation = params.number("activationQueryValue").orElse(0.0);
        Duration timeout = params.duration("timeout").orElse(TIMEOUT);
        if (connection.isEmpty()) {
            needed(params, "host", host);
            needed(params, "port", port);
            needed(params, "username", user);
            needed(params, "password", password);
            needed(params, "dbName", database);
        }
        if (!user.isEmpty() && !user.equals(USER)) {
            params.warn("username", "has no effect: the user is always \"" + USER + "\"");
        }
        MetricSpec metric = new MetricSpec(
                params.metricName("coucdb-" + database), params.metricType(), Quantity.of(target == null ? 0 : target));
        return params.build(() -> new CouchdbConfig(
                connection.isEmpty() ? "http://" + host + ":" + port : withScheme(connection),
                database,
                query,
                password,
                timeout,
                activation,
                metric));
    }

    private static String withScheme(String connection) {
        String bare = connection.replaceAll("/+$", "");
        return bare.contains("://") ? bare : "http://" + bare;
    }

    private static void needed(Params params, String name, String value) {
        params.require(!value.isEmpty(), name, "is missing; it is needed without connectionString");
    }

    /** Shows no credentials. */
    @Override
    public String toString() {
        return "CouchdbConfig[" + metric.name() + "]";
    }
}
