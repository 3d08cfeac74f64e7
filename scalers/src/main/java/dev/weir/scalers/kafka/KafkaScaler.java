package dev.weir.scalers.kafka;

import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.ScalerType;
import dev.weir.scalers.spi.Trigger;

/** The {@code kafka} trigger. */
public final class KafkaScaler implements ScalerType {

    @Override
    public String type() {
        return Dialect.KAFKA.type();
    }

    @Override
    public Trigger<?> create(Params params, ScalerEnvironment environment) {
        return KafkaTrigger.create(Dialect.KAFKA, params, environment);
    }
}
