package dev.weir.scalers.sql;

import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.ScalerType;
import dev.weir.scalers.spi.Trigger;

/** Trigger type {@code mssql}. */
public final class MssqlScaler implements ScalerType {

    private static final String CLIENT = "/io/vertx/mssqlclient/MSSQLBuilder.class";

    @Override
    public String type() {
        return "mssql";
    }

    @Override
    public Trigger<Scanned> create(Params params, ScalerEnvironment environment) {
        return SqlTrigger.of(params, environment, MssqlConfig::from, "vertx-mssql-client", CLIENT);
    }
}
