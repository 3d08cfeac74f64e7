package dev.weir.scalers.couchdb;

import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.ScalerType;
import dev.weir.scalers.spi.Trigger;

/** Trigger type {@code couchdb}. */
public final class CouchdbScaler implements ScalerType {

    @Override
    public String type() {
        return "couchdb";
    }

    @Override
    public Trigger<Documents> create(Params params, ScalerEnvironment environment) {
        CouchdbConfig config = CouchdbConfig.from(params);
        return Trigger.of(
                new CouchdbSource(config, environment),
                config.metric(),
                documents -> Outcome.above(documents.count(), config.activation()),
                params.warnings());
    }
}
