package dev.weir.scalers.mongodb;

import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.ScalerType;
import dev.weir.scalers.spi.Trigger;

/** Trigger type {@code mongodb}. */
public final class MongodbScaler implements ScalerType {

    private static final String LIBRARY_CLASS = "com.mongodb.reactivestreams.client.MongoClients";
    private static final String LIBRARY = "org.mongodb:mongodb-driver-reactivestreams:5.8.1";

    @Override
    public String type() {
        return "mongodb";
    }

    @Override
    public Trigger<Counted> create(Params params, ScalerEnvironment environment) {
        params.needs(LIBRARY_CLASS, LIBRARY);
        MongodbConfig config = MongodbConfig.from(params);
        return Trigger.of(
                new MongodbSource(config, environment),
                config.metric(),
                counted -> Outcome.above(counted.documents(), config.activation()),
                params.warnings());
    }
}
