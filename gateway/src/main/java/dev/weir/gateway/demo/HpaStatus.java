package dev.weir.gateway.demo;

import dev.weir.controller.decision.HpaStep;
import dev.weir.controller.decision.Verdict;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The status of an HPA, as far as others read it.
 *
 * @param scaled when it last changed the target; null if it never did
 * @param conditions by type, in the order of Kubernetes
 */
record HpaStatus(int current, int desired, @Nullable Instant scaled, Map<String, Condition> conditions) {

    static final HpaStatus NONE = new HpaStatus(-1, -1, null, Map.of());

    /** Since when a verdict holds; another message alone is no other verdict. */
    record Condition(Verdict verdict, Instant since) {

        private boolean says(Verdict other) {
            return verdict.status() == other.status() && verdict.reason().equals(other.reason());
        }
    }

    /** What it is after an evaluation; {@code this} if no reader could tell the difference. */
    HpaStatus after(HpaStep step, int replicas, Instant now) {
        Map<String, Condition> next = new LinkedHashMap<>(conditions);
        put(next, "AbleToScale", step.ableToScale(), now);
        put(next, "ScalingActive", step.scalingActive(), now);
        put(next, "ScalingLimited", step.scalingLimited(), now);
        HpaStatus status = new HpaStatus(replicas, step.replicas(), step.rescale() ? now : scaled, next);
        return status.equals(this) ? this : status;
    }

    private static void put(Map<String, Condition> conditions, String type, @Nullable Verdict verdict, Instant now) {
        Condition before = conditions.get(type);
        if (verdict != null && (before == null || !before.says(verdict))) {
            conditions.put(type, new Condition(verdict, now));
        }
    }

    /** A merge patch that writes it. */
    String patch() {
        JsonArray written = new JsonArray();
        conditions.forEach((type, condition) -> written.add(new JsonObject()
                .put("type", type)
                .put("status", condition.verdict().status().name())
                .put("reason", condition.verdict().reason())
                .put("message", condition.verdict().message())
                .put("lastTransitionTime", condition.since().toString())));
        JsonObject status = new JsonObject()
                .put("currentReplicas", current)
                .put("desiredReplicas", desired)
                .put("conditions", written);
        if (scaled != null) {
            status.put("lastScaleTime", scaled.toString());
        }
        return new JsonObject().put("status", status).encode();
    }
}
