package dev.weir.scalers.etcd;

import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.ScalerType;
import dev.weir.scalers.spi.Trigger;

/** Trigger type {@code etcd}. */
public final class EtcdScaler implements ScalerType {

    @Override
    public String type() {
        return "etcd";
    }

    @Override
    public Trigger<KeyState> create(Params params, ScalerEnvironment environment) {
        EtcdConfig config = EtcdConfig.from(params);
        return Trigger.of(
                new EtcdSource(config, environment),
                config.metric(),
                KeyState.interpreter(config.watchKey(), config.activation()),
                params.warnings());
    }
}
