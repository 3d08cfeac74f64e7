package dev.weir.scalers.external;

import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.ScalerType;
import dev.weir.scalers.spi.Trigger;
import java.util.List;

/** Trigger type {@code external}. */
public final class ExternalScaler implements ScalerType {

    @Override
    public String type() {
        return "external";
    }

    @Override
    public Trigger<ExternalAnswer> create(Params params, ScalerEnvironment environment) {
        ExternalConfig config = ExternalConfig.from(params);
        return trigger(config, new ExternalSource(type(), config, environment, false), params);
    }

    /** Which metrics there are, only the server knows. */
    static Trigger<ExternalAnswer> trigger(ExternalConfig config, ExternalSource source, Params params) {
        return new Trigger<>(source, List.of(), config.interpreter(), params.warnings());
    }
}
