package dev.weir.controller.explain;

import dev.weir.cache.board.BoardEntry;
import dev.weir.cache.board.MetricBoard;
import dev.weir.cache.board.MetricId;
import dev.weir.cache.board.Published;
import dev.weir.controller.decision.FallbackPolicy;
import dev.weir.controller.explain.Explanation.MetricPart;
import dev.weir.controller.metricsplane.ObjectPlan;
import dev.weir.controller.metricsplane.ObjectPlan.PlannedTrigger;
import dev.weir.controller.metricsplane.ObjectState.MetricState;
import dev.weir.controller.metricsplane.ObjectState.TriggerState;
import dev.weir.scalers.spi.MetricSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The metrics of a ScaledObject as its readers get them. */
final class ObjectMetrics implements Parts.MetricParts {

    private final ObjectPlan plan;
    private final Parts parts;

    ObjectMetrics(ObjectPlan plan, Parts parts) {
        this.plan = plan;
        this.parts = parts;
    }

    @Override
    public List<MetricPart> of(PlannedTrigger planned, @Nullable TriggerState state) {
        List<MetricPart> all = new ArrayList<>();
        for (MetricSpec spec : planned.trigger().metrics()) {
            MetricState known = state == null ? null : state.of(spec);
            Instant takenAt = known == null ? null : known.takenAt();
            all.add(new MetricPart(
                    spec.name(),
                    spec.type().name(),
                    spec.target().value(),
                    known == null || takenAt == null ? null : finite(known.read()),
                    known == null || takenAt == null ? null : finite(known.value()),
                    takenAt == null ? null : parts.age(takenAt),
                    known != null
                            && takenAt != null
                            && plan.modifiers() == null
                            && known.read() != known.value()
                            && !known.fallback(),
                    known != null && takenAt != null && known.fallback() ? fallback() : "",
                    plan.modifiers() == null ? unavailable(spec.name()) : ""));
        }
        return all;
    }

    private String fallback() {
        FallbackPolicy policy = plan.fallback();
        return policy == null
                ? ""
                : "fallback of " + policy.replicas() + " replicas ("
                        + policy.behavior().wire() + ")";
    }

    /** What a reader is told in place of a value; empty if he gets one. */
    String unavailable(String metric) {
        Published now = published(metric);
        if (now == null) {
            return "its source has not answered yet";
        }
        return now instanceof Published.Unavailable none ? none.message() : "";
    }

    /** What a reader gets now; null before the first answer. */
    @Nullable
    Published published(String metric) {
        MetricBoard board = parts.cache().board();
        BoardEntry entry = board.find(
                new MetricId(plan.key().namespace(), metric, plan.key().name()));
        return entry == null ? null : entry.answer(parts.now().toEpochMilli());
    }

    static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
