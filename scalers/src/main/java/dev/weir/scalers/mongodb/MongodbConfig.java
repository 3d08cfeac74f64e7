package dev.weir.scalers.mongodb;

import static dev.weir.scalers.spi.Params.From.AUTH;
import static dev.weir.scalers.spi.Params.From.METADATA;

import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.Quantity;
import java.util.Objects;

/**
 * A {@code mongodb} trigger.
 *
 * @param query a filter in Extended JSON, as given: whether it can be read is found out when it is asked
 * @param activation active means greater than this
 */
record MongodbConfig(
        MongodbServer server, String database, String collection, String query, double activation, MetricSpec metric) {

    static MongodbConfig from(Params params) {
        MongodbServer server = MongodbAccess.from(params);
        String database = params.text("dbName").from(AUTH, METADATA).required();
        String collection = params.text("collection").required();
        String query = params.text("query").required();
        Double target = params.number("queryValue").required();
        double activation = params.number("activationQueryValue").orElse(0.0);
        MetricSpec metric = new MetricSpec(
                params.metricName("mongodb-" + collection),
                params.metricType(),
                Quantity.of(target == null ? 0.0 : target));
        if (server != null && params.problems().isEmpty()) {
            // The driver is there, and nothing else is wrong: it may have its say.
            MongodbOptions.problem(server.connection())
                    .ifPresent(what -> params.problem(MongodbAccess.refused(params), what));
            Filter.problem(query).ifPresent(what -> params.warn("query", what + "; no poll will come to anything"));
        }
        return params.build(() ->
                new MongodbConfig(Objects.requireNonNull(server), database, collection, query, activation, metric));
    }
}
