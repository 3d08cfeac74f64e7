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

/** Reads a trigger of type {@code activemq}. */
final class ActivemqConfig {

    static final String TYPE = "activemq";

    private static final String TEMPLATE = "restAPITemplate";
    private static final List<String> PARTS = List.of("managementEndpoint", "brokerName", "destinationName");

    private ActivemqConfig() {}

    /**
     * Where the queue is.
     *
     * @param endpoint host and port of the console
     */
    private record Queue(String url, String endpoint, String destination) {}

    static JolokiaConfig from(Params params) {
        Queue queue = queue(params);
        String user = params.text("username").from(AUTH, ENV, METADATA).required();
        String password = params.text("password").from(AUTH, ENV, METADATA).required();
        String cors = params.text("corsHeader").orNull();
        long target = params.integer("targetQueueSize").orElse(10L);
        long activation = params.integer("activationTargetQueueSize").orElse(0L);
        MetricSpec metric = new MetricSpec(
                params.metricName(TYPE + "-" + (queue == null ? "" : queue.destination())),
                params.metricType(),
                Quantity.of(target));
        return params.build(() -> {
            Queue at = Objects.requireNonNull(queue);
            String origin = cors == null ? "http://" + at.endpoint() : cors;
            return new JolokiaConfig(TYPE, at.url(), origin, user, password, TlsSettings.DEFAULT, activation, metric);
        });
    }

    private static @Nullable Queue queue(Params params) {
        String endpoint = params.text("managementEndpoint").orElse("");
        String broker = params.text("brokerName").orElse("");
        String destination = params.text("destinationName").orElse("");
        String template = params.text(TEMPLATE).orElse("");
        if (!template.isEmpty()) {
            JolokiaConfig.warnOfParts(params, TEMPLATE, PARTS);
            return fromUrl(params, template);
        }
        needed(params, "managementEndpoint", endpoint);
        needed(params, "brokerName", broker);
        needed(params, "destinationName", destination);
        String name = "org.apache.activemq:type=Broker,brokerName=" + broker + ",destinationType=Queue,destinationName="
                + destination;
        return new Queue(
                "http://" + endpoint + "/api/jolokia/read/" + JolokiaConfig.inPath(name) + "/QueueSize",
                endpoint,
                destination);
    }

    private static @Nullable Queue fromUrl(Params params, String template) {
        try {
            RestUrl url = RestUrl.parse(template, List.of("destinationName", "brokerName"));
            return new Queue(url.url(), url.endpoint(), url.keys().getOrDefault("destinationName", ""));
        } catch (IllegalArgumentException e) {
            params.problem(TEMPLATE, "cannot be used: " + e.getMessage());
            return null;
        }
    }

    private static void needed(Params params, String name, String value) {
        params.require(!value.isEmpty(), name, "is missing; it is needed without " + TEMPLATE);
    }
}
