package dev.weir.scalers.sql;

import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.ScalerType;
import dev.weir.scalers.spi.Trigger;

/** Trigger type {@code postgresql}. */
public final class PostgresqlScaler implements ScalerType {

    private static final String CLIENT = "/io/vertx/pgclient/PgBuilder.class";

    @Override
    public String type() {
        return "postgresql";
    }

    @Override
    public Trigger<Scanned> create(Params params, ScalerEnvironment environment) {
        return SqlTrigger.of(params, environment, PostgresqlConfig::from, "vertx-pg-client", CLIENT);
    }
}
