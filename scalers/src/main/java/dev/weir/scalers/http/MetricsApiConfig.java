package dev.weir.scalers.http;

import dev.weir.scalers.auth.AuthConfig;
import dev.weir.scalers.auth.AuthMode;
import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.Quantity;
import java.time.Duration;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/**
 * A {@code metrics-api} trigger.
 *
 * @param url sent as it is; may hold secrets
 * @param perEndpoint whether each ready endpoint of the service that the URL names is asked
 * @param timeout of the trigger, or null
 */
record MetricsApiConfig(
        String url,
        boolean perEndpoint,
        Format format,
        String valueLocation,
        Aggregation aggregation,
        @Nullable Duration timeout,
        AuthConfig auth,
        TlsSettings tls,
        double activationTargetValue,
        MetricSpec metric) {

    static MetricsApiConfig from(Params params, boolean inCluster) {
        String url = params.text("url").required();
        String location = params.text("valueLocation").required();
        Format format = params.oneOf(Format.class, "format").orElse(Format.json);
        Double target = params.number("targetValue").orNull();
        double activation = params.number("activationTargetValue").orElse(0.0);
        boolean unsafe = params.bool("unsafeSsl").orElse(false);
        boolean perEndpoint = params.bool("aggregateFromKubeServiceEndpoints").orElse(false);
        Aggregation aggregation =
                params.oneOf(Aggregation.class, "aggregationType").orElse(Aggregation.average);
        Duration timeout = params.duration("timeout").orNull();
        AuthConfig auth =
                AuthConfig.from(params, EnumSet.of(AuthMode.bearer, AuthMode.basic, AuthMode.apiKey, AuthMode.tls));
        TlsSettings tls = tls(params, auth, unsafe);
        params.requireTarget("targetValue", target);
        params.require(
                !perEndpoint || inCluster,
                "aggregateFromKubeServiceEndpoints",
                "needs a Kubernetes cluster, whose endpoints are to be asked; there is none here");
        MetricSpec metric = new MetricSpec(
                params.metricName("metric-api-" + location),
                params.metricType(),
                Quantity.of(target == null ? 0.0 : target));
        return params.build(() -> new MetricsApiConfig(
                url, perEndpoint, format, location, aggregation, timeout, auth, tls, activation, metric));
    }

    private static TlsSettings tls(Params params, AuthConfig auth, boolean unsafe) {
        if (auth.has(AuthMode.tls)) {
            TlsSettings given = auth.tls();
            return new TlsSettings(given.ca(), given.cert(), given.key(), "", unsafe).check(params);
        }
        if (!auth.tls().ca().isEmpty()) {
            params.warn("ca", "has no effect unless authModes lists tls");
        }
        return TlsSettings.unsafe(unsafe);
    }

    /** Shows nothing that may be secret. */
    @Override
    public String toString() {
        return "MetricsApiConfig[" + metric.name() + "]";
    }
}
