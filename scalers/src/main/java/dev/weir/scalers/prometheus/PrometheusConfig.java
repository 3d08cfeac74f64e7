package dev.weir.scalers.prometheus;

import dev.weir.scalers.auth.AuthConfig;
import dev.weir.scalers.auth.AuthMode;
import dev.weir.scalers.auth.AwsIdentity;
import dev.weir.scalers.auth.AzureIdentity;
import dev.weir.scalers.auth.Identity;
import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.Quantity;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@code prometheus} trigger.
 *
 * @param serverAddress used as it is, a trailing slash included
 * @param namespace sent as it is, not escaped; empty for none
 * @param timeout of the trigger, or null
 * @param identity a cloud identity; null where the auth block or nobody asks
 * @param tls as it takes effect: unsafeSsl counts only without the auth block's ca and pair
 */
record PrometheusConfig(
        String serverAddress,
        String query,
        String namespace,
        Map<String, String> queryParameters,
        Map<String, String> customHeaders,
        @Nullable Duration timeout,
        AuthConfig auth,
        @Nullable Identity identity,
        TlsSettings tls,
        double activationThreshold,
        boolean ignoreNullValues,
        MetricSpec metric) {

    static PrometheusConfig from(Params params) {
        String server = params.text("serverAddress").required();
        String query = params.text("query").required();
        Double threshold = params.number("threshold").required();
        double activation = params.number("activationThreshold").orElse(0.0);
        String namespace = params.text("namespace").orElse("");
        Map<String, String> more = params.map("queryParameters").orElse(Map.of());
        Map<String, String> headers = params.map("customHeaders").orElse(Map.of());
        boolean ignoreNull = params.bool("ignoreNullValues").orElse(true);
        boolean unsafe = params.bool("unsafeSsl").orElse(false);
        Duration timeout = params.duration("timeout").orNull();
        AuthConfig auth =
                AuthConfig.from(params, EnumSet.of(AuthMode.bearer, AuthMode.basic, AuthMode.custom, AuthMode.tls));
        Identity identity = CloudIdentity.from(params, auth);
        TlsSettings tls = tls(params, auth, identity, unsafe);
        MetricSpec metric = new MetricSpec(
                params.metricName("prometheus"), params.metricType(), Quantity.of(threshold == null ? 0.0 : threshold));
        return params.build(() -> new PrometheusConfig(
                server, query, namespace, more, headers, timeout, auth, identity, tls, activation, ignoreNull, metric));
    }

    private static TlsSettings tls(Params params, AuthConfig auth, @Nullable Identity identity, boolean unsafe) {
        TlsSettings given = auth.tls();
        boolean own = auth.listed() && (!given.ca().isEmpty() || given.hasPair());
        if (!auth.listed() && !given.ca().isEmpty()) {
            params.warn("ca", "has no effect without authModes");
        }
        boolean verified = own || identity instanceof AwsIdentity || identity instanceof AzureIdentity;
        if (verified && unsafe) {
            params.warn("unsafeSsl", "has no effect together with ca, authMode tls or a cloud identity");
        }
        return own ? given.check(params) : TlsSettings.unsafe(unsafe && !verified);
    }
}
