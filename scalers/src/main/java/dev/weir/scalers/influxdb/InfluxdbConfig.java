package dev.weir.scalers.influxdb;

import static dev.weir.scalers.spi.Params.From.AUTH;
import static dev.weir.scalers.spi.Params.From.ENV;
import static dev.weir.scalers.spi.Params.From.METADATA;

import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.Quantity;
import dev.weir.scalers.spi.TriggerSentence;
import java.time.Duration;

/**
 * An {@code influxdb} trigger.
 *
 * @param authToken empty for none; secret
 */
record InfluxdbConfig(
        String serverUrl,
        String organization,
        String query,
        String authToken,
        TlsSettings tls,
        Duration timeout,
        double activation,
        MetricSpec metric) {

    /** As long as KEDA's client waits. */
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private enum Version {
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
        params.text("database").from(METADATA, AUTH).orElse("");
        params.text("metricKey").orElse("");
        params.text("queryType").orElse("InfluxQL");
        TlsSettings tls = TlsSettings.unsafe(params.bool("unsafeSsl").orElse(false));
        Duration timeout = params.duration("timeout").orElse(TIMEOUT);
        Double target = params.number("thresholdValue").orNull();
        params.requireTarget("thresholdValue", target);
        double activation = params.number("activationThresholdValue").orElse(0.0);
        params.require(
                version == Version.THREE || !organization.isEmpty(),
                "organizationName",
                "is missing; it is needed with influxVersion 2");
        params.require(version == Version.TWO, "influxVersion", "is 3, which is " + TriggerSentence.NOT_YET);
        MetricSpec metric = new MetricSpec(
                params.metricName("influxdb-" + organization),
                params.metricType(),
                Quantity.of(target == null ? 0.0 : target));
        return params.build(
                () -> new InfluxdbConfig(server, organization, query, token, tls, timeout, activation, metric));
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
