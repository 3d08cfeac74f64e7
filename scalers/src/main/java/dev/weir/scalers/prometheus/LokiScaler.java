package dev.weir.scalers.prometheus;

import dev.weir.scalers.spi.Interpreter;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.ScalerType;
import dev.weir.scalers.spi.Trigger;

/** Trigger type {@code loki}. */
public final class LokiScaler implements ScalerType {

    @Override
    public String type() {
        return "loki";
    }

    @Override
    public Trigger<QueryAnswer> create(Params params, ScalerEnvironment environment) {
        LokiConfig config = LokiConfig.from(params);
        return Trigger.of(
                new LokiSource(config, environment),
                config.metric(),
                interpreter(config.ignoreNullValues(), config.activationThreshold()),
                params.warnings());
    }

    /** Unlike with Prometheus a null sample is 0, and NaN and infinities are values. */
    static Interpreter<QueryAnswer> interpreter(boolean ignoreNullValues, double activation) {
        return answer -> switch (answer.kind()) {
            case EMPTY ->
                new Outcome.Empty(
                        ignoreNullValues,
                        ignoreNullValues
                                ? Outcome.above(0, activation)
                                : new Outcome.Rejected("the query has no result and ignoreNullValues is false"));
            case SEVERAL ->
                new Outcome.Rejected(
                        "the query has " + answer.elements() + " results; it must come to one, for example by sum()");
            case MALFORMED -> new Outcome.Rejected("the query's result has no value");
            case NULL -> Outcome.above(0, activation);
            case SAMPLE -> Outcome.above(answer.value(), activation);
        };
    }
}
