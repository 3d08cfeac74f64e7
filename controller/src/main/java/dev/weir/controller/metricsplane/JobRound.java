package dev.weir.controller.metricsplane;

import dev.weir.cache.trace.Span;
import dev.weir.controller.decision.JobTrigger;
import dev.weir.controller.metricsplane.ObjectState.TriggerState;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What all triggers of a ScaledJob said when they were asked last. Jobs are made of a round once: the queue has to be asked
 * again before anybody can tell how much of its work the new Jobs have left.
 *
 * @param generation of the manifest this is about
 * @param number rises from round to round, across edits of the manifest
 * @param triggers for the status and for metrics, in the order of the manifest
 * @param said the same for the decision
 * @param evaluation the step of a trace that this came of
 */
public record JobRound(
        long generation,
        long number,
        Instant takenAt,
        List<TriggerState> triggers,
        List<JobTrigger> said,
        Span evaluation) {

    public JobRound {
        triggers = List.copyOf(triggers);
        said = List.copyOf(said);
    }

    /** Why triggers said nothing, in the order of the manifest. */
    public List<String> errors() {
        return said.stream().map(JobTrigger::error).filter(Objects::nonNull).toList();
    }
}
