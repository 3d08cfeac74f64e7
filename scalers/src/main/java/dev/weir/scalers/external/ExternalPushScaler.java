package dev.weir.scalers.external;

import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.ScalerType;
import dev.weir.scalers.spi.Trigger;

/** Trigger type {@code external-push}. */
public final class ExternalPushScaler implements ScalerType {

    @Override
    public String type() {
        return "external-push";
    }

    @Override
    public Trigger<ExternalAnswer> create(Params params, ScalerEnvironment environment) {
        ExternalConfig config = ExternalConfig.from(params);
        boolean heard = params.spec().objectKind().equals("ScaledObject");
        if (!heard) {
            params.warn("scalerAddress", "is asked in each interval only: what it pushes has no effect on a ScaledJob");
        }
        return ExternalScaler.trigger(config, new ExternalSource(type(), config, environment, heard), params);
    }
}
