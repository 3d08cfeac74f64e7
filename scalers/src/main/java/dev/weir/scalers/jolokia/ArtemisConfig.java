package dev.weir.scalers.jolokia;

import static dev.weir.scalers.spi.Params.From.AUTH;
import static dev.weir.scalers.spi.Params.From.ENV;
import static dev.weir.scalers.spi.Params.From.METADATA;

import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.Quantity;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a trigger of type {@code artemis-queue}. */
final class ArtemisConfig {

    static final String TYPE = "artemis-queue";

    private static final String TEMPLATE = "restApiTemplate";
    private static final List<String> PARTS = List.of("managementEndpoint", "brokerName", "brokerAddress", "queueName");

    private ArtemisConfig() {}

    /**
     * Where the queue is.
     *
     * @param endpoint host and port of the console
     * @param name of the queue, in quotes where a URL names it so
     */
    private record Queue(String url, String endpoint, String name) {}

    static JolokiaConfig from(Params params) {
        Queue queue = queue(params);
        String user = params.text("username").from(AUTH, METADATA, ENV).required();
        String password = params.text("password").from(AUTH, METADATA, ENV).required();
        String cors = params.text("corsHeader").orNull();
        long target = params.integer("queueLength").orElse(10L);
        long activation = params.integer("activationQueueLength").orElse(10L);
        TlsSettings tls = tls(params);
        MetricSpec metric = new MetricSpec(
                params.metricName("artemis-" + (queue == null ? "" : queue.name())),
                params.metricType(),
                Quantity.of(target));
        return params.build(() -> {
            Queue at = Objects.requireNonNull(queue);
            String origin = cors == null ? "http://" + at.endpoint() : cors;
            return new JolokiaConfig(TYPE, at.url(), origin, user, password, tls, activation, metric);
        });
    }

    private static @Nullable Queue queue(Params params) {
        String endpoint = params.text("managementEndpoint").orElse("");
        String broker = params.text("brokerName").orElse("");
        String address = params.text("brokerAddress").orElse("");
        String name = params.text("queueName").orElse("");
        String template = params.text(TEMPLATE).orElse("");
        if (!template.isEmpty()) {
            JolokiaConfig.warnOfParts(params, TEMPLATE, PARTS);
            return fromUrl(params, template);
        }
        needed(params, "managementEndpoint", endpoint);
        needed(params, "brokerName", broker);
        needed(params, "brokerAddress", address);
        needed(params, "queueName", name);
        String bean = "org.apache.activemq.artemis:broker=%22" + broker + "%22,component=addresses,address=%22"
                + address + "%22,subcomponent=queues,routing-type=%22anycast%22,queue=%22" + name + "%22";
        return new Queue(
                "http://" + endpoint + "/console/jolokia/read/" + JolokiaConfig.inPath(bean) + "/MessageCount",
                endpoint,
                name);
    }

    private static @Nullable Queue fromUrl(Params params, String template) {
        try {
            RestUrl url = RestUrl.parse(template, List.of("broker", "address", "queue"));
            return new Queue(url.url(), url.endpoint(), url.keys().getOrDefault("queue", ""));
        } catch (IllegalArgumentException e) {
            params.problem(TEMPLATE, "cannot be used: " + e.getMessage());
            return null;
        }
    }

    private static TlsSettings tls(Params params) {
        String ca = params.text("ca").from(AUTH).orElse("");
        String cert = params.text("cert").from(AUTH).orElse("");
        String key = params.text("key").from(AUTH).orElse("");
        String password = params.text("keyPassword").from(AUTH).orElse("");
        boolean unsafe = params.bool("unsafeSsl").orElse(false);
        params.require(
                cert.isEmpty() == key.isEmpty(),
                cert.isEmpty() ? "cert" : "key",
                "is missing; cert and key are given together");
        if (cert.isEmpty() || key.isEmpty()) {
            if (!ca.isEmpty()) {
                params.warn("ca", "has no effect without cert and key");
            }
            return TlsSettings.unsafe(unsafe);
        }
        return new TlsSettings(ca, cert, key, password, unsafe).check(params);
    }

    private static void needed(Params params, String name, String value) {
        params.require(!value.isEmpty(), name, "is missing; it is needed without " + TEMPLATE);
    }
}
