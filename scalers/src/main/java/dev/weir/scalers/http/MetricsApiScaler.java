package dev.weir.scalers.http;

import dev.weir.scalers.document.UnusableDocumentException;
import dev.weir.scalers.spi.Interpreter;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.Params;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.ScalerType;
import dev.weir.scalers.spi.Trigger;
import java.util.ArrayList;
import java.util.List;

/** Trigger type {@code metrics-api}. */
public final class MetricsApiScaler implements ScalerType {

    @Override
    public String type() {
        return "metrics-api";
    }

    @Override
    public Trigger<Fetched> create(Params params, ScalerEnvironment environment) {
        MetricsApiConfig config = MetricsApiConfig.from(params, environment.endpoints() != null);
        return Trigger.of(
                new MetricsApiSource(config, environment),
                config.metric(),
                interpreter(
                        config.format(), config.valueLocation(), config.aggregation(), config.activationTargetValue()),
                params.warnings());
    }

    /** Endpoints whose document is of no use are passed over as those that did not answer are. */
    static Interpreter<Fetched> interpreter(
            Format format, String location, Aggregation aggregation, double activation) {
        return fetched -> {
            List<Double> values = new ArrayList<>();
            List<String> failures = new ArrayList<>();
            for (String document : fetched.documents()) {
                try {
                    values.add(format.read(document, location));
                } catch (UnusableDocumentException e) {
                    failures.add(String.valueOf(e.getMessage()));
                }
            }
            failures.addAll(fetched.failures());
            return values.isEmpty()
                    ? new Outcome.Rejected(failures.isEmpty() ? "the service has no ready endpoint" : failures.get(0))
                    : Outcome.above(
                            aggregation.of(values.stream()
                                    .mapToDouble(Double::doubleValue)
                                    .toArray()),
                            activation);
        };
    }
}
