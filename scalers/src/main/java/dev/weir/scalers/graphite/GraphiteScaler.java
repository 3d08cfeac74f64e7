package dev.weir.scalers.graphite;

import dev.weir.scalers.spi.Interpreter;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.ScalerType;
import dev.weir.scalers.spi.Trigger;

/** Trigger type {@code graphite}. */
public final class GraphiteScaler implements ScalerType {

    @Override
    public String type() {
        return "graphite";
    }

    @Override
    public Trigger<Rendered> create(Params params, ScalerEnvironment environment) {
        GraphiteConfig config = GraphiteConfig.from(params);
        return Trigger.of(
                new GraphiteSource(config, environment),
                config.metric(),
                interpreter(config.activationThreshold()),
                params.warnings());
    }

    static Interpreter<Rendered> interpreter(double activation) {
        return rendered -> {
            if (rendered.series() > 1) {
                return new Outcome.Rejected("the query has " + rendered.series()
                        + " series; it must come to one, for example by sumSeries()");
            }
            return rendered.known() || rendered.points() == 0
                    ? Outcome.above(rendered.value(), activation)
                    : new Outcome.Rejected("none of the " + rendered.points() + " points has a value");
        };
    }
}
