package dev.weir.scalers.nats;

import static dev.weir.scalers.spi.Params.From.AUTH;
import static dev.weir.scalers.spi.Params.From.METADATA;

import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.Quantity;

/**
 * A {@code nats-jetstream} trigger.
 *
 * @param endpoint host and port of the monitoring
 * @param account name, empty where only the id is given
 * @param accountId empty where only the name is given
 */
record NatsConfig(
        boolean https,
        String endpoint,
        String account,
        String accountId,
        String stream,
        String consumer,
        long activation,
        MetricSpec metric) {

    static NatsConfig from(Params params) {
        String endpoint =
                params.text("natsServerMonitoringEndpoint").from(AUTH, METADATA).required();
        String account = params.text("account").from(AUTH, METADATA).orElse("");
        String accountId = params.text("accountID").from(AUTH, METADATA).orElse("");
        String stream = params.text("stream").required();
        String consumer = params.text("consumer").required();
        long target = params.integer("lagThreshold").orElse(10L);
        long activation = params.integer("activationLagThreshold").orElse(0L);
        boolean https = params.bool("useHttps").orElse(false);
        params.require(!account.isEmpty() || !accountId.isEmpty(), "account", "is missing; give account or accountID");
        MetricSpec metric =
                new MetricSpec(params.metricName("nats-jetstream-" + stream), params.metricType(), Quantity.of(target));
        return params.build(
                () -> new NatsConfig(https, endpoint, account, accountId, stream, consumer, activation, metric));
    }

    /** What the question names the account by. */
    String asked() {
        return accountId.isEmpty() ? account : accountId;
    }

    String scheme() {
        return https ? "https" : "http";
    }
}
