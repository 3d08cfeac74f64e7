package dev.weir.scalers.jolokia;

import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.ScalerType;
import dev.weir.scalers.spi.Trigger;

/** Trigger type {@code activemq}. */
public final class ActivemqScaler implements ScalerType {

    @Override
    public String type() {
        return ActivemqConfig.TYPE;
    }

    @Override
    public Trigger<QueueLength> create(Params params, ScalerEnvironment environment) {
        return ActivemqConfig.from(params).trigger(environment, params.warnings());
    }
}
