package dev.weir.scalers.influxdb;

import dev.weir.scalers.influxdb.InfluxAnswer.Cell;
import dev.weir.scalers.spi.Interpreter;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.ScalerType;
import dev.weir.scalers.spi.Trigger;
import java.util.Optional;

/** Trigger type {@code influxdb}. */
public final class InfluxdbScaler implements ScalerType {

    private static final String FLUX_VALUE = "_value";

    @Override
    public String type() {
        return "influxdb";
    }

    @Override
    public Trigger<InfluxAnswer> create(Params params, ScalerEnvironment environment) {
        InfluxdbConfig config = InfluxdbConfig.from(params);
        return Trigger.of(
                new FluxSource(config, environment),
                config.metric(),
                interpreter(FLUX_VALUE, config.activation()),
                params.warnings());
    }

    static Interpreter<InfluxAnswer> interpreter(String column, double activation) {
        return answer -> {
            Optional<Cell> cell = answer.cell(column);
            if (!answer.found()) {
                return new Outcome.Rejected("the query has no result");
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
