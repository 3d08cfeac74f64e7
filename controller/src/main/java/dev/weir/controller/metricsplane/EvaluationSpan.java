package dev.weir.controller.metricsplane;

import dev.weir.cache.trace.Span;
import java.util.List;

/** What a trace is told of the evaluation of an object: a step of the poll that led to it, if anybody sees that one. */
final class EvaluationSpan {

    private EvaluationSpan() {}

    /** It follows from the other triggers' latest polls as well. */
    static Span begin(ObjectPlan plan, TriggerTrack<?> polled, List<TriggerTrack<?>> all) {
        Span poll = polled.poll();
        if (!poll.seen()) {
            return poll;
        }
        List<Span> others = all.stream()
                .filter(track -> track != polled)
                .map(TriggerTrack::poll)
                .filter(Span::seen)
                .toList();
        Span evaluation = poll.next("evaluate", others);
        evaluation.tell("k8s.namespace.name", plan.key().namespace());
        evaluation.tell("weir.object", plan.key().name());
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
}
