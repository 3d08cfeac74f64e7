package dev.weir.scalers.influxdb;

import dev.weir.scalers.influxdb.InfluxAnswer.Cell;
import dev.weir.scalers.influxdb.InfluxdbConfig.Version;
import dev.weir.scalers.spi.Interpreter;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.ScalerType;
import dev.weir.scalers.spi.Trigger;
import java.util.Optional;

/** Trigger type {@code influxdb}. */
public final class InfluxdbScaler implements ScalerType {

    @Override
    public String type() {
        return "influxdb";
    }

    @Override
    public Trigger<InfluxAnswer> create(Params params, ScalerEnvironment environment) {
        InfluxdbConfig config = InfluxdbConfig.from(params);
        boolean two = config.version() == Version.TWO;
        return Trigger.of(
                two ? new FluxSource(config, environment) : new FlightSource(config, environment),
                config.metric(),
                interpreter(config.column(), two, config.activation()),
                params.warnings());
    }

    /** @param rowNeeded whether it is an error that there is none; else that is 0 */
    static Interpreter<InfluxAnswer> interpreter(String column, boolean rowNeeded, double activation) {
        return answer -> {
            Optional<Cell> cell = answer.cell(column);
            if (!answer.found()) {
                return rowNeeded ? new Outcome.Rejected("the query has no result") : Outcome.above(0, activation);
            }
            if (cell.isEmpty() || !cell.get().counts()) {
                return new Outcome.Rejected("the query's result has "
                        + cell.map(other -> "a " + column + " of type " + other.type())
                                .orElse("no " + column)
                        + "; accepted are double and long");
            }
            return Outcome.above(cell.get().value(), activation);
        };
    }
}
