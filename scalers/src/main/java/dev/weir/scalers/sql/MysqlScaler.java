package dev.weir.scalers.sql;

import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.ScalerType;
import dev.weir.scalers.spi.Trigger;

/** Trigger type {@code mysql}. */
public final class MysqlScaler implements ScalerType {

    private static final String CLIENT = "/io/vertx/mysqlclient/MySQLBuilder.class";

    @Override
    public String type() {
        return "mysql";
    }

    @Override
    public Trigger<Scanned> create(Params params, ScalerEnvironment environment) {
        return SqlTrigger.of(params, environment, MysqlConfig::from, "vertx-mysql-client", CLIENT);
    }
}
