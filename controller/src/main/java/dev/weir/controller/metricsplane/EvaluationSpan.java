package dev.weir.controller.metricsplane;

import dev.weir.cache.trace.Span;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.metricsplane.ObjectState.TriggerState;
import java.util.List;
import java.util.stream.Stream;

/** What a trace is told of the evaluation of an object: a step of the poll that led to it, if anybody sees that one. */
final class EvaluationSpan {

    private EvaluationSpan() {}

    /**
     * It follows from the other triggers' latest polls as well.
     *
     * @param poll that brought it about
     * @param all latest polls of the object's triggers
     */
    static Span begin(ObjectKey object, Span poll, Stream<Span> all) {
        if (!poll.seen()) {
            return poll;
        }
        List<Span> others =
                all.filter(other -> other != poll).filter(Span::seen).toList();
        Span evaluation = poll.next("evaluate", others);
        evaluation.tell("k8s.namespace.name", object.namespace());
        evaluation.tell("weir.object", object.name());
        return evaluation;
    }

    /** @param different whether a reader of the object's status could tell that something happened */
    static void end(Span evaluation, ObjectState state, boolean different) {
        if (!evaluation.seen()) {
            return;
        }
        evaluation.tell("weir.active", String.valueOf(state.activity().active()));
        evaluation.tell("weir.changed", String.valueOf(different));
        if (state.activity().error()) {
            evaluation.failed(String.join("; ", state.activity().errors()));
        }
        evaluation.end();
    }

    /** A round of a ScaledJob. */
    static void end(Span evaluation, JobRound round) {
        if (!evaluation.seen()) {
            return;
        }
        List<String> errors = round.errors();
        evaluation.tell("weir.active", String.valueOf(round.triggers().stream().anyMatch(TriggerState::active)));
        if (!errors.isEmpty()) {
            evaluation.failed(String.join("; ", errors));
        }
        evaluation.end();
    }
}
