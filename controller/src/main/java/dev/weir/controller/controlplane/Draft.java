package dev.weir.controller.controlplane;

import dev.weir.controller.api.Condition;
import dev.weir.controller.api.ScaledStatus;
import dev.weir.controller.decision.Verdict;
import dev.weir.controller.kube.MergePatch;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The status of a ScaledObject or ScaledJob as it should be, begun as a copy of what it is. What differs at the end is written as one
 * patch; where nothing but the time of the last activity differs, nothing is written.
 */
final class Draft<S extends ScaledStatus> {

    private static final List<String> INITIAL = List.of("Ready", "Active", "Fallback", "Paused");

    private final KubernetesSerialization serialization;
    private final Map<?, ?> before;
    private final S status;
    private @Nullable Instant lastActive;

    Draft(Class<S> kind, @Nullable S status, KubernetesSerialization serialization) {
        this.serialization = serialization;
        this.before = tree(status);
        this.status = serialization.convertValue(before, kind);
        this.lastActive = parsed(this.status.getLastActiveTime());
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

    S status() {
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
        return find(conditions(), type);
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
        List<Condition> conditions = new ArrayList<>(conditions());
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

    private List<Condition> conditions() {
        return Objects.requireNonNullElse(status.getConditions(), List.of());
    }

    private Map<?, ?> tree(@Nullable S status) {
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
