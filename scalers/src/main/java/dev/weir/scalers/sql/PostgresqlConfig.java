package dev.weir.scalers.sql;

import static dev.weir.scalers.spi.Params.From.AUTH;
import static dev.weir.scalers.spi.Params.From.ENV;
import static dev.weir.scalers.spi.Params.From.METADATA;

import dev.weir.scalers.auth.AzureIdentity;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.PodIdentity;
import dev.weir.scalers.spi.Quantity;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads a {@code postgresql} trigger. */
final class PostgresqlConfig {

    private static final String SCOPE = "https://ossrdbms-aad.database.windows.net/.default";

    private PostgresqlConfig() {}

    static SqlConfig from(Params params, Map<String, String> variables) {
        String query = params.text("query").required();
        Double target = params.number("targetQueryValue").orNull();
        double activation = params.number("activationTargetQueryValue").orElse(0.0);
        PostgresDatabase database = database(params, variables);
        params.requireTarget("targetQueryValue", target);
        MetricSpec metric = new MetricSpec(
                params.metricName("postgresql"), params.metricType(), Quantity.of(target == null ? 0.0 : target));
        return params.build(() -> new SqlConfig(Read.sure(database), query, null, activation, metric));
    }

    /** Null where there is a problem. */
    private static @Nullable PostgresDatabase database(Params params, Map<String, String> variables) {
        String connection = params.text("connection").from(AUTH, ENV).orElse("");
        Map<String, String> parts = parts(params);
        String password = params.text("password").from(AUTH, ENV).orElse("");
        PodIdentity pod = params.spec().podIdentity();
        if (pod.provider().equals("azure-workload")) {
            if (!connection.isEmpty()) {
                params.warn(
                        "connection",
                        "has no effect with podIdentity azure-workload; give host, port, userName,"
                                + " dbName and sslmode");
            }
            return complete(params, parts)
                    ? Read.of(
                            params,
                            "host",
                            () -> PostgresDatabase.of(new Settings(parts), variables, AzureIdentity.of(pod, SCOPE)))
                    : null;
        }
        if (!connection.isEmpty()) {
            return Read.of(
                    params, "connection", () -> PostgresDatabase.of(PostgresDsn.parse(connection), variables, null));
        }
        params.require(
                pod.isNone(),
                "connection",
                "is missing; with podIdentity \"" + pod.provider() + "\" host and userName do not count");
        if (!complete(params, parts)) {
            return null;
        }
        parts.put("password", password);
        return Read.of(params, "host", () -> PostgresDatabase.of(new Settings(parts), variables, null));
    }

    private static Map<String, String> parts(Params params) {
        Map<String, String> parts = new TreeMap<>();
        parts.put("host", params.text("host").from(AUTH, METADATA).orElse(""));
        parts.put("port", params.text("port").from(AUTH, METADATA).orElse(""));
        parts.put("user", params.text("userName").from(AUTH, METADATA).orElse(""));
        parts.put("database", params.text("dbName").from(AUTH, METADATA).orElse(""));
        parts.put("sslmode", params.text("sslmode").from(AUTH, METADATA).orElse(""));
        return parts;
    }

    private static boolean complete(Params params, Map<String, String> parts) {
        Map.of("host", "host", "port", "port", "user", "userName", "database", "dbName", "sslmode", "sslmode")
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByValue())
                .filter(part -> parts.getOrDefault(part.getKey(), "").isEmpty())
                .forEach(part -> params.problem(
                        part.getValue(),
                        "is missing; give connection, or all of host, port, userName, dbName and sslmode"));
        return parts.values().stream().noneMatch(String::isEmpty);
    }
}
