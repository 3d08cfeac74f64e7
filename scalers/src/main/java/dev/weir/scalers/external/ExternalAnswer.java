package dev.weir.scalers.external;

import dev.weir.scalers.spi.Outcome;
import java.util.List;

/**
 * What the server says.
 *
 * @param metrics all that it names, in its order
 * @param active whether it says that the object is active
 * @param called whether it said so unasked; its values are not those of that moment then
 * @param problem why it could not measure a metric, or say whether it is active; empty if it could
 */
public record ExternalAnswer(List<ExternalMetric> metrics, boolean active, boolean called, String problem) {

    public ExternalAnswer {
        metrics = List.copyOf(metrics);
    }

    /** Metrics that have not been measured, and why. */
    static ExternalAnswer unmeasured(List<ExternalMetric> metrics, String problem) {
        return new ExternalAnswer(metrics, false, false, problem);
    }

    /** The same metrics, and the word that they are active. */
    ExternalAnswer calling() {
        return new ExternalAnswer(metrics, true, true, "");
    }

    Outcome said() {
        if (called) {
            return new Outcome.Called(null);
        }
        if (!problem.isEmpty()) {
            return new Outcome.Rejected(problem);
        }
        if (metrics.isEmpty()) {
            return new Outcome.Rejected("the external scaler names no metric");
        }
        return new Outcome.Measured(metrics.stream().map(ExternalMetric::value).toList(), active);
    }
}
