package dev.weir.scalers.sql;

import static dev.weir.scalers.spi.Params.From.AUTH;
import static dev.weir.scalers.spi.Params.From.ENV;
import static dev.weir.scalers.spi.Params.From.METADATA;

import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.PodIdentity;
import dev.weir.scalers.spi.Quantity;
import java.util.Map;
import java.util.TreeMap;

/** Reads an {@code mssql} trigger. */
final class MssqlConfig {

    private MssqlConfig() {}

    static SqlConfig from(Params params, Map<String, String> variables) {
        String query = params.text("query").required();
        Double target = params.number("targetValue").required();
        double activation = params.number("activationTargetValue").orElse(0.0);
        String connection = params.text("connectionString").from(AUTH, ENV).orElse("");
        Settings parts = parts(params);
        params.require(
                !connection.isEmpty() || !parts.text("server").isEmpty(),
                "connectionString",
                "is missing; give connectionString or host");
        params.require(
                target == null || target != 0 || params.spec().composite(), "targetValue", "must be given and not 0");
        identity(params);
        MssqlDatabase database = Read.of(
                params,
                connection.isEmpty() ? "host" : "connectionString",
                () -> MssqlDatabase.of(connection.isEmpty() ? parts : MssqlDsn.parse(connection)));
        MetricSpec metric = new MetricSpec(
                params.metricName("mssql"), params.metricType(), Quantity.of(target == null ? 0.0 : target));
        return params.build(() -> new SqlConfig(Read.sure(database), query, 0.0, activation, metric));
    }

    /** The client's protocol has no login by token. */
    private static void identity(Params params) {
        PodIdentity pod = params.spec().podIdentity();
        if (!pod.isNone()) {
            params.wrong(
                    "podIdentity " + pod.provider() + " cannot be used: Weir logs in to SQL Server by user and password"
                            + " only; give username and password, or connectionString");
        }
    }

    private static Settings parts(Params params) {
        Map<String, String> parts = new TreeMap<>();
        parts.put("user id", params.text("username").from(AUTH, METADATA).orElse(""));
        parts.put("password", params.text("password").from(AUTH, ENV).orElse(""));
        parts.put("server", params.text("host").from(AUTH, METADATA).orElse(""));
        parts.put("port", params.text("port").from(AUTH, METADATA).orElse(""));
        parts.put("database", params.text("database").from(AUTH, METADATA).orElse(""));
        return new Settings(parts);
    }
}
