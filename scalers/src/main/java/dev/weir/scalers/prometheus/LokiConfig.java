package dev.weir.scalers.prometheus;

import dev.weir.scalers.auth.AuthConfig;
import dev.weir.scalers.auth.AuthMode;
import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.Quantity;
import java.util.EnumSet;

/**
 * A {@code loki} trigger.
 *
 * @param serverAddress may end in any part of the path of the query
 * @param tenantName empty for none
 */
record LokiConfig(
        String serverAddress,
        String query,
        String tenantName,
        AuthConfig auth,
        TlsSettings tls,
        double activationThreshold,
        boolean ignoreNullValues,
        MetricSpec metric) {

    static LokiConfig from(Params params) {
        String server = params.text("serverAddress").required();
        String query = params.text("query").required();
        Double threshold = params.number("threshold").required();
        double activation = params.number("activationThreshold").orElse(0.0);
        String tenant = params.text("tenantName").orElse("");
        boolean ignoreNull = params.bool("ignoreNullValues").orElse(true);
        TlsSettings tls = TlsSettings.unsafe(params.bool("unsafeSsl").orElse(false));
        AuthConfig auth = AuthConfig.from(params, EnumSet.of(AuthMode.bearer, AuthMode.basic, AuthMode.custom));
        if (!auth.tls().ca().isEmpty()) {
            params.warn("ca", "has no effect for this trigger type");
        }
        // With a formula the trigger's own target does not matter.
        double target = params.spec().composite() || threshold == null ? 0.0 : threshold;
        MetricSpec metric = new MetricSpec(params.metricName("loki"), params.metricType(), Quantity.of(target));
        return params.build(() -> new LokiConfig(server, query, tenant, auth, tls, activation, ignoreNull, metric));
    }
}
