package dev.weir.scalers.solr;

import static dev.weir.scalers.spi.Params.From.AUTH;
import static dev.weir.scalers.spi.Params.From.METADATA;

import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.Quantity;

/**
 * A {@code solr} trigger.
 *
 * @param query sent as it is: what needs escaping in a URL is escaped in the manifest
 * @param password secret
 */
record SolrConfig(
        String host,
        String collection,
        String query,
        String username,
        String password,
        double activation,
        MetricSpec metric) {

    static SolrConfig from(Params params) {
        String host = params.text("host").required();
        String collection = params.text("collection").required();
        String query = params.text("query").orElse("*:*");
        Double target = params.number("targetQueryValue").orNull();
        params.requireTarget("targetQueryValue", target);
        double activation = params.number("activationTargetQueryValue").orElse(0.0);
        String user = params.text("username").from(AUTH, METADATA).required();
        String password = params.text("password").from(AUTH, METADATA).required();
        MetricSpec metric = new MetricSpec(
                params.metricName("solr"), params.metricType(), Quantity.of(target == null ? 0.0 : target));
        return params.build(() -> new SolrConfig(host, collection, query, user, password, activation, metric));
    }

    /** Shows no credentials. */
    @Override
    public String toString() {
        return "SolrConfig[" + host + ", " + collection + "]";
    }
}
