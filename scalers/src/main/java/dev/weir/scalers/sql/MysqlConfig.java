package dev.weir.scalers.sql;

import static dev.weir.scalers.spi.Params.From.AUTH;
import static dev.weir.scalers.spi.Params.From.ENV;
import static dev.weir.scalers.spi.Params.From.METADATA;

import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.Quantity;
import java.util.Map;

/** Reads a {@code mysql} trigger. */
final class MysqlConfig {

    private MysqlConfig() {}

    static SqlConfig from(Params params, Map<String, String> variables) {
        String query = params.text("query").required();
        Double target = params.number("queryValue").required();
        double activation = params.number("activationQueryValue").orElse(0.0);
        String connection = params.text("connectionString").from(AUTH, ENV).orElse("");
        Settings parts = parts(params);
        params.ignore("metricName");
        MetricSpec metric = metric(params, connection, parts, target == null ? 0.0 : target);
        MysqlDatabase database = Read.of(
                params,
                connection.isEmpty() ? "host" : "connectionString",
                () -> MysqlDatabase.of(connection.isEmpty() ? parts : MysqlDsn.parse(connection)));
        return params.build(() -> new SqlConfig(Read.sure(database), query, null, activation, metric));
    }

    private static MetricSpec metric(Params params, String connection, Settings parts, double target) {
        String name =
                connection.isEmpty() ? parts.text("database") : connection.substring(connection.lastIndexOf('/') + 1);
        return new MetricSpec(params.metricName("mysql-" + name), params.metricType(), Quantity.of(target));
    }

    private static Settings parts(Params params) {
        String host = params.text("host").from(METADATA, AUTH).orElse("");
        String port = params.text("port").from(METADATA, AUTH).orElse("");
        return new Settings(Map.of(
                "user", params.text("username").from(METADATA, AUTH, ENV).orElse(""),
                "password", params.text("password").from(AUTH, ENV).orElse(""),
                "protocol", "tcp",
                "address", Settings.shown(host) + ":" + port,
                "database", params.text("dbName").from(METADATA, AUTH).orElse("")));
    }
}
