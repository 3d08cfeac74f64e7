package dev.weir.scalers.external;

import static dev.weir.scalers.spi.Params.From.AUTH;

import dev.weir.cache.source.SourceKey;
import dev.weir.cache.source.SourceKeys;
import dev.weir.scalers.auth.Pem;
import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.auth.Url;
import dev.weir.scalers.spi.Interpreter;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.MetricType;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.Quantity;
import dev.weir.scalers.spi.TriggerSpec;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A trigger that asks a server of the user's own.
 *
 * @param address as written
 * @param server who is asked; https where TLS is spoken. {@link #NOWHERE} if the address cannot be dialled
 * @param object {@code namespace} and {@code name} of whose trigger it is
 * @param metadata what the server is told of the trigger; secret, for it carries values of the environment
 * @param prefix before the names of metrics, {@code s0-}
 */
record ExternalConfig(
        String address,
        Url server,
        TlsSettings tls,
        Owner object,
        Map<String, String> metadata,
        String prefix,
        MetricType type) {

    /** Whose trigger it is. */
    record Owner(String namespace, String name) {}

    /** A host, a port or both, after the schemes of gRPC that say no more than that. */
    private static final Pattern ADDRESS = Pattern.compile(
            "(?:(?:dns|passthrough):(?:///)?)?(?=.)(\\[[0-9A-Fa-f:.%]+]|[^\\s/?#@:\\[\\]]+)?(:[0-9]{1,5})?");

    /** Those of gRPC, where an address has none. */
    private static final String HOST = "localhost";

    private static final String PORT = ":443";

    private static final String DIALLED = "host:port and dns:///host:port can, the port from 1 to 65535";

    private static final Url NOWHERE = Url.parse("http://nowhere.invalid");

    ExternalConfig {
        metadata = Map.copyOf(metadata);
    }

    static ExternalConfig from(Params params) {
        TriggerSpec spec = params.spec();
        String address = params.text("scalerAddress").required();
        boolean enabled = params.bool("enableTLS").orElse(false);
        TlsSettings tls = new TlsSettings(
                params.text("caCert").from(AUTH).orElse(""),
                params.text("tlsClientCert").from(AUTH).orElse(""),
                params.text("tlsClientKey").from(AUTH).orElse(""),
                "",
                params.bool("unsafeSsl").orElse(false));
        boolean secure = enabled || tls.hasPair() || !tls.ca().isEmpty();
        warn(params, tls, secure);
        // The server is told of all, so none has no effect.
        params.accept(spec.metadata().keySet().toArray(String[]::new));
        MetricType type = params.metricType();
        Url server = address == null ? NOWHERE : server(address, secure);
        if (address != null && server.equals(NOWHERE)) {
            params.warn("scalerAddress", "is \"" + address + "\", which cannot be dialled; " + DIALLED);
        }
        return params.build(() -> new ExternalConfig(
                address,
                server,
                secure ? tls : TlsSettings.DEFAULT,
                new Owner(spec.namespace(), spec.objectName()),
                told(spec),
                "s" + spec.index() + "-",
                type));
    }

    private static Url server(String address, boolean secure) {
        var read = ADDRESS.matcher(address);
        if (!read.matches()) {
            return NOWHERE;
        }
        String host = read.group(1) == null ? HOST : read.group(1);
        String port = read.group(2) == null ? PORT : read.group(2);
        try {
            return Url.parse((secure ? "https://" : "http://") + host + port);
        } catch (IllegalArgumentException e) {
            // There is no such port.
            return NOWHERE;
        }
    }

    /** Why nobody can be asked; empty if somebody can. */
    String undialled() {
        return server.equals(NOWHERE) ? "the address \"" + address + "\" cannot be dialled; " + DIALLED : "";
    }

    /** For limits and messages. */
    String upstream() {
        return server.equals(NOWHERE) ? "unknown" : server.origin();
    }

    /** Nothing of this stops a trigger: KEDA finds it out when it asks, and by then the others of the object go on. */
    private static void warn(Params params, TlsSettings tls, boolean secure) {
        if (!tls.hasPair() && !(tls.cert() + tls.key()).isEmpty()) {
            boolean certificate = tls.key().isEmpty();
            params.warn(
                    certificate ? "tlsClientCert" : "tlsClientKey",
                    "has no effect without " + (certificate ? "tlsClientKey" : "tlsClientCert"));
        }
        if (tls.unsafe() && !secure) {
            params.warn(
                    "unsafeSsl", "has no effect without TLS, which enableTLS, caCert or a client certificate begins");
        }
        if (!tls.ca().isEmpty()) {
            readable(params, "caCert", () -> Pem.certificates(tls.ca()));
        }
        if (tls.hasPair()) {
            readable(params, "tlsClientCert", () -> Pem.certificates(tls.cert()));
            readable(params, "tlsClientKey", tls::openKey);
        }
    }

    private static void readable(Params params, String name, Runnable use) {
        try {
            use.run();
        } catch (IllegalArgumentException e) {
            params.warn(name, String.valueOf(e.getMessage()));
        }
    }

    /** All metadata as written; of what the environment gives the value, and nothing where it gives none. */
    private static Map<String, String> told(TriggerSpec spec) {
        Map<String, String> told = new TreeMap<>();
        spec.metadata().forEach((key, value) -> {
            String given = key.endsWith("FromEnv") ? spec.env().getOrDefault(value, "") : value;
            if (!key.endsWith("FromEnv") || !given.isEmpty()) {
                told.put(key, given);
            }
        });
        return told;
    }

    SourceKey key(SourceKeys.Question question, boolean heard) {
        question.with("server", upstream())
                .with("namespace", object.namespace())
                .with("name", object.name())
                .with("metadata", metadata)
                .with("heard", heard);
        tls.into(question);
        return question.key();
    }

    /** What an answer means. Names are taken as the server gives them. */
    Interpreter<ExternalAnswer> interpreter() {
        return answer ->
                new Outcome.Specified(answer.metrics().stream().map(this::spec).toList(), answer.said());
    }

    private MetricSpec spec(ExternalMetric metric) {
        return new MetricSpec(prefix + metric.name(), type, new Quantity(metric.target()));
    }

    /** Shows no metadata. */
    @Override
    public String toString() {
        return "ExternalConfig[" + upstream() + ", " + object.namespace() + "/" + object.name() + "]";
    }
}
