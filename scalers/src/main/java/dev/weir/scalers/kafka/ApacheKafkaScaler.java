package dev.weir.scalers.kafka;

import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.ScalerType;
import dev.weir.scalers.spi.Trigger;

/** The {@code apache-kafka} trigger: the same idea, which KEDA has a second time with other rules at the edges. */
public final class ApacheKafkaScaler implements ScalerType {

    @Override
    public String type() {
        return Dialect.APACHE.type();
    }

    @Override
    public Trigger<?> create(Params params, ScalerEnvironment environment) {
        return KafkaTrigger.create(Dialect.APACHE, params, environment);
    }
}
