package dev.weir.scalers.arangodb;

import static dev.weir.scalers.spi.Params.From.AUTH;
import static dev.weir.scalers.spi.Params.From.METADATA;

import dev.weir.scalers.auth.AuthConfig;
import dev.weir.scalers.auth.AuthMode;
import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.auth.Url;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.Quantity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/**
 * An {@code arangodb} trigger.
 *
 * @param endpoints asked one after the other until one can be reached
 * @param collection has to be there, and is not asked otherwise
 */
record ArangodbConfig(
        List<Url> endpoints,
        String dbName,
        String collection,
        String query,
        AuthConfig auth,
        TlsSettings tls,
        Duration timeout,
        double activation,
        MetricSpec metric) {

    /** KEDA waits for nine minutes. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    ArangodbConfig {
        endpoints = List.copyOf(endpoints);
    }

    static ArangodbConfig from(Params params) {
        List<Url> endpoints = endpoints(params);
        String database = params.text("dbName").from(METADATA, AUTH).required();
        String collection = params.text("collection").required();
        String query = params.text("query").required();
        Double target = params.number("queryValue").orElse(0.0);
        params.requireTarget("queryValue", target);
        double activation = params.number("activationQueryValue").orElse(0.0);
        TlsSettings tls = TlsSettings.unsafe(params.bool("unsafeSsl").orElse(false));
        Duration timeout = params.duration("timeout").orElse(TIMEOUT);
        params.ignore("connectionLimit");
        AuthConfig auth = AuthConfig.from(params, EnumSet.of(AuthMode.bearer, AuthMode.basic));
        MetricSpec metric = new MetricSpec(params.metricName("arangodb"), params.metricType(), Quantity.of(target));
        return params.build(() ->
                new ArangodbConfig(endpoints, database, collection, query, auth, tls, timeout, activation, metric));
    }

    private static List<Url> endpoints(Params params) {
        List<String> given = params.list("endpoints").from(AUTH, METADATA).required();
        List<Url> endpoints = new ArrayList<>();
        for (String endpoint : given == null ? List.<String>of() : given) {
            try {
                endpoints.add(
                        Url.parse(endpoint.replaceFirst("^tcp://", "http://").replaceFirst("^ssl://", "https://")));
            } catch (IllegalArgumentException e) {
                params.problem("endpoints", "has an element that is none: " + e.getMessage());
            }
        }
        return endpoints;
    }

    /** Shows no credentials. */
    @Override
    public String toString() {
        return "ArangodbConfig[" + dbName + "/" + collection + "]";
    }
}
