package dev.weir.scalers.etcd;

import static dev.weir.scalers.spi.Params.From.AUTH;
import static dev.weir.scalers.spi.Params.From.ENV;

import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.auth.Url;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.Quantity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An {@code etcd} trigger.
 *
 * @param endpoints asked one after the other until one answers; all with the scheme of the first. Those that cannot be asked
 *     are left out
 * @param username empty for none
 * @param password secret
 * @param silence after which a watch that says nothing at all is opened again
 */
record EtcdConfig(
        List<Url> endpoints,
        String watchKey,
        String username,
        String password,
        TlsSettings tls,
        Duration silence,
        double activation,
        MetricSpec metric) {

    private enum Tls {
        enable,
        disable
    }

    private static final Pattern SCHEME = Pattern.compile("^https?://", Pattern.CASE_INSENSITIVE);

    EtcdConfig {
        endpoints = List.copyOf(endpoints);
    }

    static EtcdConfig from(Params params) {
        List<String> given = params.list("endpoints").required();
        String key = params.text("watchKey").required();
        Double target = params.number("value").required();
        double activation = params.number("activationValue").orElse(0.0);
        long notify = params.integer("watchProgressNotifyInterval").orElse(600L);
        params.require(notify > 0, "watchProgressNotifyInterval", "is " + notify + "; accepted are seconds above 0");
        String user = params.text("username").from(AUTH, ENV).orElse("");
        String password = params.text("password").from(AUTH, ENV).orElse("");
        params.require(
                user.isEmpty() == password.isEmpty(),
                user.isEmpty() ? "username" : "password",
                "is missing; username and password are given together or not at all");
        boolean enabled = params.oneOf(Tls.class, "tls").from(AUTH).orElse(Tls.disable) == Tls.enable;
        TlsSettings tls = tls(params, enabled);
        List<Url> endpoints = endpoints(params, given, enabled);
        MetricSpec metric = new MetricSpec(
                params.metricName("etcd-" + key), params.metricType(), Quantity.of(target == null ? 0.0 : target));
        Duration silence =
                Duration.ofSeconds(Math.min(notify, Integer.MAX_VALUE)).multipliedBy(2);
        return params.build(() -> new EtcdConfig(endpoints, key, user, password, tls, silence, activation, metric));
    }

    private static TlsSettings tls(Params params, boolean enabled) {
        TlsSettings given = new TlsSettings(
                params.text("ca").from(AUTH).orElse(""),
                params.text("cert").from(AUTH).orElse(""),
                params.text("key").from(AUTH).orElse(""),
                params.text("keyPassword").from(AUTH).orElse(""),
                false);
        if (!enabled) {
            return TlsSettings.DEFAULT;
        }
        params.require(
                given.cert().isEmpty() == given.key().isEmpty(),
                given.cert().isEmpty() ? "cert" : "key",
                "is missing; cert and key are given together or not at all");
        return given.check(params);
    }

    /** The scheme of the first one counts for all; without one TLS is spoken where it is enabled. */
    private static List<Url> endpoints(Params params, @Nullable List<String> given, boolean enabled) {
        List<String> all = given == null ? List.of() : given;
        String first = all.isEmpty() ? "" : all.get(0).toLowerCase(Locale.ROOT);
        boolean secure = first.startsWith("https://") || (enabled && !first.startsWith("http://"));
        List<Url> endpoints = new ArrayList<>();
        for (String endpoint : all) {
            String host = SCHEME.matcher(endpoint).replaceFirst("");
            try {
                if (host.contains("://")) {
                    throw new IllegalArgumentException("the scheme is neither http nor https");
                }
                endpoints.add(Url.parse((secure ? "https://" : "http://") + host));
            } catch (IllegalArgumentException e) {
                params.warn("endpoints", "has an element that cannot be asked: " + e.getMessage());
            }
        }
        return endpoints;
    }

    /** Shows no credentials. */
    @Override
    public String toString() {
        return "EtcdConfig[" + endpoints + ", " + watchKey + "]";
    }
}
