package dev.weir.scalers.jolokia;

import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.ScalerType;
import dev.weir.scalers.spi.Trigger;

/** Trigger type {@code artemis-queue}. */
public final class ArtemisScaler implements ScalerType {

    @Override
    public String type() {
        return ArtemisConfig.TYPE;
    }

    @Override
    public Trigger<QueueLength> create(Params params, ScalerEnvironment environment) {
        return ArtemisConfig.from(params).trigger(environment, params.warnings());
    }
}
