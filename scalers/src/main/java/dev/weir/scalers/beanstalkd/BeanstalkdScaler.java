package dev.weir.scalers.beanstalkd;

import dev.weir.scalers.spi.Interpreter;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.ScalerType;
import dev.weir.scalers.spi.Trigger;

/** Trigger type {@code beanstalkd}. */
public final class BeanstalkdScaler implements ScalerType {

    @Override
    public String type() {
        return "beanstalkd";
    }

    @Override
    public Trigger<TubeStats> create(Params params, ScalerEnvironment environment) {
        BeanstalkdConfig config = BeanstalkdConfig.from(params);
        return Trigger.of(
                new BeanstalkdSource(config, environment),
                config.metric(),
                interpreter(config.includeDelayed(), config.activation()),
                params.warnings());
    }

    /** What is to be done, and what is being done. */
    static Interpreter<TubeStats> interpreter(boolean includeDelayed, double activation) {
        return tube -> Outcome.above(
                (double) tube.ready() + tube.reserved() + (includeDelayed ? tube.delayed() : 0), activation);
    }
}
