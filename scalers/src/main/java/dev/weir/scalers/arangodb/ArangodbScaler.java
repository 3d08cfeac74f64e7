package dev.weir.scalers.arangodb;

import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.ScalerType;
import dev.weir.scalers.spi.Trigger;

/** Trigger type {@code arangodb}. */
public final class ArangodbScaler implements ScalerType {

    @Override
    public String type() {
        return "arangodb";
    }

    @Override
    public Trigger<QueryResult> create(Params params, ScalerEnvironment environment) {
        ArangodbConfig config = ArangodbConfig.from(params);
        return Trigger.of(
                new ArangodbSource(config, environment),
                config.metric(),
                result -> Outcome.above(result.value(), config.activation()),
                params.warnings());
    }
}
