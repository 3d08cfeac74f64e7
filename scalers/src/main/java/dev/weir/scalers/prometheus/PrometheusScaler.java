package dev.weir.scalers.prometheus;

import dev.weir.scalers.spi.Interpreter;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.ScalerType;
import dev.weir.scalers.spi.Trigger;

/** Trigger type {@code prometheus}. */
public final class PrometheusScaler implements ScalerType {

    @Override
    public String type() {
        return "prometheus";
    }

    @Override
    public Trigger<QueryAnswer> create(Params params, ScalerEnvironment environment) {
        PrometheusConfig config = PrometheusConfig.from(params);
        return Trigger.of(
                new PrometheusSource(config, environment),
                config.metric(),
                interpreter(config.ignoreNullValues(), config.activationThreshold()),
                params.warnings());
    }

    /** KEDA's table of answers; a null sample is −1 raw, as there. */
    static Interpreter<QueryAnswer> interpreter(boolean ignoreNullValues, double activation) {
        return answer -> switch (answer.kind()) {
            case EMPTY ->
                new Outcome.Empty(ignoreNullValues, missing(ignoreNullValues, activation, "the query has no result"));
            case SEVERAL ->
                new Outcome.Rejected(
                        "the query has " + answer.elements() + " results; it must come to one, for example by sum()");
            case MALFORMED -> new Outcome.Rejected("the query's result has no value");
            case NULL -> Outcome.above(-1, activation);
            case SAMPLE ->
                Double.isNaN(answer.value()) || Double.isInfinite(answer.value())
                        ? missing(ignoreNullValues, activation, "the query's result is " + answer.value())
                        : Outcome.above(answer.value(), activation);
        };
    }

    private static Outcome missing(boolean ignoreNullValues, double activation, String what) {
        return ignoreNullValues
                ? Outcome.above(0, activation)
                : new Outcome.Rejected(what + " and ignoreNullValues is false");
    }
}
