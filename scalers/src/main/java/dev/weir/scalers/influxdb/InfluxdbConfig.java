package dev.weir.scalers.influxdb;

import static dev.weir.scalers.spi.Params.From.AUTH;
import static dev.weir.scalers.spi.Params.From.ENV;
import static dev.weir.scalers.spi.Params.From.METADATA;

import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.Quantity;
import java.time.Duration;
import java.util.Locale;

/**
 * An {@code influxdb} trigger.
 *
 * @param space organization of version 2, database of version 3
 * @param queryType as version 3 takes it: {@code influxql} or {@code sql}
 * @param column that counts
 * @param authToken empty for none; secret
 */
record InfluxdbConfig(
        Version version,
        String serverUrl,
        String space,
        String query,
        String queryType,
        String column,
        String authToken,
        TlsSettings tls,
        Duration timeout,
        double activation,
        MetricSpec metric) {

    /** As long as KEDA's client of version 2 waits; that of version 3 has no bound. */
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private static final String FLUX_VALUE = "_value";

    /** Of the server, spelt as in manifests. */
    enum Version {
        TWO("2"),
        THREE("3");

        private final String text;

        Version(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    static InfluxdbConfig from(Params params) {
        String server = params.text("serverURL").from(METADATA, AUTH).required();
        Version version = params.oneOf(Version.class, "influxVersion").orElse(Version.TWO);
        String query = params.text("query").required();
        String token = token(params);
        String organization =
                params.text("organizationName").from(METADATA, ENV, AUTH).orElse("");
        String database = params.text("database").from(METADATA, AUTH).orElse("");
        String column = params.text("metricKey").orElse("");
        String type = params.text("queryType").orElse("InfluxQL");
        boolean unsafe = params.bool("unsafeSsl").orElse(false);
        Duration timeout = params.duration("timeout").orElse(TIMEOUT);
        Double target = params.number("thresholdValue").orNull();
        params.requireTarget("thresholdValue", target);
        double activation = params.number("activationThresholdValue").orElse(0.0);
        boolean two = version == Version.TWO;
        if (two) {
            params.require(
                    !organization.isEmpty(), "organizationName", "is missing; it is needed with influxVersion 2");
        } else {
            three(params, database, column, type, unsafe);
        }
        String space = two ? organization : database;
        MetricSpec metric = new MetricSpec(
                params.metricName("influxdb-" + space),
                params.metricType(),
                Quantity.of(target == null ? 0.0 : target));
        return params.build(() -> new InfluxdbConfig(
                version,
                server,
                space,
                query,
                type.toLowerCase(Locale.ROOT).equals("flightsql") ? "sql" : "influxql",
                two ? FLUX_VALUE : column,
                token,
                TlsSettings.unsafe(unsafe),
                timeout,
                activation,
                metric));
    }

    private static void three(Params params, String database, String column, String type, boolean unsafe) {
        params.require(!database.isEmpty(), "database", "is missing; it is needed with influxVersion 3");
        params.require(!column.isEmpty(), "metricKey", "is missing; it is needed with influxVersion 3");
        params.require(
                type.equalsIgnoreCase("InfluxQL") || type.equalsIgnoreCase("FlightSQL"),
                "queryType",
                "is \"" + type + "\"; accepted are InfluxQL and FlightSQL");
        if (unsafe) {
            params.warn("unsafeSsl", "has no effect with influxVersion 3");
        }
    }

    private static String token(Params params) {
        params.require(
                !params.isGiven("authToken"),
                "authToken",
                "is no longer read from metadata; give it in a TriggerAuthentication, or name an environment variable"
                        + " in authTokenFromEnv");
        return params.text("authToken").from(ENV, AUTH).orElse("");
    }

    /** Shows no credentials. */
    @Override
    public String toString() {
        return "InfluxdbConfig[" + metric.name() + "]";
    }
}
