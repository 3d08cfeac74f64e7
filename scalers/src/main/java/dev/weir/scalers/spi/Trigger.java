package dev.weir.scalers.spi;

import dev.weir.cache.source.Source;
import java.util.List;

/**
 * A trigger ready for use: what is asked, the metrics it gives to the HPA, and what an answer means.
 *
 * @param source the remote question; closed unused if another trigger already asks it
 * @param metrics what the HPA is told to ask for, in the order of the values of an {@link Outcome.Measured}; empty as long as
 *     only the upstream knows, see {@link Outcome.Specified}
 * @param interpreter reading to values and activity
 * @param warnings sentences for the user about parameters that have no effect; never a secret
 */
public record Trigger<R extends Record>(
        Source<R> source, List<MetricSpec> metrics, Interpreter<R> interpreter, List<String> warnings) {

    public Trigger {
        metrics = List.copyOf(metrics);
        warnings = List.copyOf(warnings);
    }

    /** A trigger with one metric, as most are. */
    public static <R extends Record> Trigger<R> of(
            Source<R> source, MetricSpec metric, Interpreter<R> interpreter, List<String> warnings) {
        return new Trigger<>(source, List.of(metric), interpreter, warnings);
    }

    /** The same question, of which the upstream has said that it is about these metrics. */
    public Trigger<R> with(List<MetricSpec> others) {
        return new Trigger<>(source, others, interpreter, warnings);
    }
}
