package dev.weir.scalers.graphite;

import static dev.weir.scalers.spi.Params.From.AUTH;

import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.Quantity;

/**
 * A {@code graphite} trigger.
 *
 * @param queryTime where the range begins, as the API takes it
 * @param username empty for none, and sent all the same
 * @param password secret
 */
record GraphiteConfig(
        String serverAddress,
        String query,
        String queryTime,
        String username,
        String password,
        double activationThreshold,
        MetricSpec metric) {

    private enum Mode {
        basic
    }

    static GraphiteConfig from(Params params) {
        String server = params.text("serverAddress").required();
        String query = params.text("query").required();
        String time = params.text("queryTime").required();
        double threshold = params.number("threshold").orElse(100.0);
        double activation = params.number("activationThreshold").orElse(0.0);
        boolean basic = params.oneOf(Mode.class, "authMode").orNull() != null;
        String user = params.text("username").from(AUTH).orElse("");
        String password = params.text("password").from(AUTH).orElse("");
        params.require(
                !basic || !user.isEmpty(), "username", "is missing in the TriggerAuthentication; authMode is basic");
        MetricSpec metric = new MetricSpec(params.metricName("graphite"), params.metricType(), Quantity.of(threshold));
        return params.build(() -> new GraphiteConfig(server, query, time, user, password, activation, metric));
    }

    /** Shows no credentials. */
    @Override
    public String toString() {
        return "GraphiteConfig[" + serverAddress + ", " + query + "]";
    }
}
