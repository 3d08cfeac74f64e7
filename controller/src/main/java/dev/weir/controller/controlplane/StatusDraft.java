package dev.weir.controller.controlplane;

import dev.weir.controller.api.Condition;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.api.ScaledObjectStatus;
import dev.weir.controller.decision.Verdict;
import dev.weir.controller.kube.MergePatch;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The status of a ScaledObject as it should be, begun as a copy of what it is. What differs at the end is written as one
 * patch; where nothing but the time of the last activity differs, nothing is written.
 */
final class StatusDraft {

    private static final List<String> INITIAL = List.of("Ready", "Active", "Fallback", "Paused");

    private final KubernetesSerialization serialization;
    private final Map<?, ?> before;
    private final ScaledObjectStatus status;
    private @Nullable Instant lastActive;

    StatusDraft(ScaledObject object, KubernetesSerialization serialization) {
        this.serialization = serialization;
        this.before = tree(object.getStatus());
        this.status = serialization.convertValue(before, ScaledObjectStatus.class);
        this.lastActive = parsed(status.getLastActiveTime());
        initialise();
    }

    private void initialise() {
        List<Condition> conditions = new ArrayList<>();
        if (status.getConditions() != null) {
            conditions.addAll(status.getConditions());
        }
        if (INITIAL.stream().anyMatch(type -> find(conditions, type).isEmpty())) {
            conditions.clear();
            INITIAL.forEach(type ->
                    conditions.add(new Condition(type, type.equals("Paused") ? "False" : "Unknown", null, null)));
        }
        status.setConditions(conditions);
    }

    ScaledObjectStatus status() {
        return status;
    }

    /** The time of the last activity that is known, in the status or since. */
    Optional<Instant> lastActive() {
        return Optional.ofNullable(lastActive);
    }

    /** Remembers a time of activity if it is later than the one known. */
    void lastActive(@Nullable Instant time) {
        if (time != null && (lastActive == null || time.isAfter(lastActive))) {
            lastActive = time;
        }
    }

    Optional<Condition> condition(String type) {
        return find(status.getConditions(), type);
    }

    boolean is(String type, Verdict.Status value) {
        return condition(type)
                .filter(condition -> value.name().equals(condition.getStatus()))
                .isPresent();
    }

    void condition(String type, Verdict verdict) {
        condition(type, verdict.status(), verdict.reason(), verdict.message());
    }

    void condition(String type, Verdict.Status value, String reason, String message) {
        List<Condition> conditions = new ArrayList<>(status.getConditions());
        Condition next = new Condition(type, value.name(), reason, message);
        for (int i = 0; i < conditions.size(); i++) {
            if (type.equals(conditions.get(i).getType())) {
                conditions.set(i, next);
                status.setConditions(conditions);
                return;
            }
        }
        conditions.add(next);
        status.setConditions(conditions);
    }

    /** The merge patch to write; empty if nothing that a reader relies on has changed. */
    Optional<String> patch() {
        Map<String, @Nullable Object> changes = MergePatch.between(before, tree(status));
        if (changes.isEmpty() && (lastActive == null || status.getLastActiveTime() != null)) {
            return Optional.empty();
        }
        if (lastActive != null) {
            changes.put(
                    "lastActiveTime", lastActive.truncatedTo(ChronoUnit.SECONDS).toString());
        }
        return Optional.of(serialization.asJson(Map.of("status", changes)));
    }

    private Map<?, ?> tree(@Nullable ScaledObjectStatus status) {
        return status == null ? Map.of() : serialization.convertValue(status, Map.class);
    }

    private static Optional<Condition> find(@Nullable List<Condition> conditions, String type) {
        return conditions == null
                ? Optional.empty()
                : conditions.stream().filter(c -> type.equals(c.getType())).findFirst();
    }

    private static @Nullable Instant parsed(@Nullable String time) {
        return time == null ? null : Instant.parse(time);
    }
}
