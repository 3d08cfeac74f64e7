package dev.weir.controller.explain;

import dev.weir.cache.MetricCache;
import dev.weir.cache.poll.SourceStatus;
import dev.weir.cache.source.SourceKey;
import dev.weir.controller.api.Condition;
import dev.weir.controller.api.ScaleTrigger;
import dev.weir.controller.api.ScaledStatus;
import dev.weir.controller.explain.Explanation.ChangePart;
import dev.weir.controller.explain.Explanation.ConditionPart;
import dev.weir.controller.explain.Explanation.SourcePart;
import dev.weir.controller.explain.Explanation.TriggerPart;
import dev.weir.controller.journal.Change;
import dev.weir.controller.metricsplane.ObjectPlan.PlannedTrigger;
import dev.weir.controller.metricsplane.ObjectState.TriggerState;
import dev.weir.scalers.spi.TriggerSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the stories of ScaledObjects and of ScaledJobs have in common. */
final class Parts {

    /** As many of those that share a source are named; the others are counted. */
    static final int NAMED = 20;

    private final Sharing sharing;
    private final MetricCache cache;
    private final Instant now;

    Parts(Sharing sharing, MetricCache cache, Instant now) {
        this.sharing = sharing;
        this.cache = cache;
        this.now = now;
    }

    MetricCache cache() {
        return cache;
    }

    Instant now() {
        return now;
    }

    /**
     * Triggers that are asked, in the order of the manifest.
     *
     * @param self {@code kind namespace/name}
     * @param states what they say; empty while nothing is known
     */
    List<TriggerPart> triggers(
            String self, List<PlannedTrigger> triggers, List<TriggerState> states, MetricParts metrics) {
        Map<SourceKey, TreeSet<String>> shared = sharing.of(triggers.stream()
                .map(planned -> planned.trigger().source().key())
                .toList());
        List<TriggerPart> parts = new ArrayList<>();
        for (PlannedTrigger planned : triggers) {
            TriggerSpec spec = planned.spec();
            Optional<TriggerState> state = states.stream()
                    .filter(known -> known.index() == spec.index())
                    .findFirst();
            TreeSet<String> others =
                    new TreeSet<>(shared.getOrDefault(planned.trigger().source().key(), new TreeSet<>()));
            others.remove(self);
            parts.add(new TriggerPart(
                    spec.index(),
                    spec.type(),
                    orEmpty(spec.name()),
                    state.filter(TriggerState::answered)
                            .map(TriggerState::active)
                            .orElse(null),
                    activation(spec),
                    state.map(TriggerState::error).orElse(""),
                    source(planned, others),
                    metrics.of(planned, state.orElse(null))));
        }
        return parts;
    }

    private SourcePart source(PlannedTrigger planned, TreeSet<String> others) {
        SourceKey key = planned.trigger().source().key();
        List<String> named = others.stream().limit(NAMED).toList();
        Optional<SourceStatus> status = cache.source(key);
        return new SourcePart(
                key.toString(),
                planned.trigger().source().upstream(),
                status.map(known -> seconds(known.interval())).orElse(0.0),
                status.map(SourceStatus::state).orElse("not asked"),
                status.map(SourceStatus::polls).orElse(0L),
                status.map(SourceStatus::failures).orElse(0),
                status.map(SourceStatus::lastGoodAt).map(this::age).orElse(null),
                status.map(SourceStatus::took).map(Parts::seconds).orElse(null),
                named,
                others.size());
    }

    /** Every type that has such a parameter calls it {@code activation…}. */
    private static String activation(TriggerSpec spec) {
        return spec.metadata().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("activation") && isNumber(entry.getValue()))
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .sorted()
                .findFirst()
                .orElse("");
    }

    private static boolean isNumber(String text) {
        try {
            Double.parseDouble(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** Triggers as far as the manifest goes. */
    static List<TriggerPart> written(List<ScaleTrigger> triggers) {
        List<TriggerPart> all = new ArrayList<>();
        triggers.forEach(trigger -> all.add(new TriggerPart(
                all.size(), orEmpty(trigger.getType()), orEmpty(trigger.getName()), null, "", "", null, List.of())));
        return all;
    }

    /**
     * What the operator says of the whole object and nobody has said yet.
     *
     * @param reason of the Ready condition when an object's manifest is at fault
     */
    static Stream<String> faults(List<ConditionPart> conditions, String reason, List<String> said) {
        return conditions.stream()
                .filter(condition -> condition.type().equals("Ready")
                        && condition.reason().equals(reason)
                        && said.stream().noneMatch(one -> condition.message().contains(one)))
                .map(ConditionPart::message);
    }

    static List<ChangePart> changes(List<Change> changes) {
        return changes.stream()
                .map(change -> new ChangePart(
                        change.at(), word(change.what()), word(change.by()), change.from(), change.to(), change.why()))
                .toList();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<ConditionPart> conditions(@Nullable ScaledStatus status) {
        List<Condition> conditions = status == null ? null : status.getConditions();
        return conditions == null
                ? List.of()
                : conditions.stream()
                        .map(condition -> new ConditionPart(
                                orEmpty(condition.getType()),
                                orEmpty(condition.getStatus()),
                                orEmpty(condition.getReason()),
                                orEmpty(condition.getMessage())))
                        .toList();
    }

    double age(Instant at) {
        return Math.max(0, seconds(Duration.between(at, now)));
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** From a trigger and what it says to what is told of its metrics. */
    @FunctionalInterface
    interface MetricParts {
        List<Explanation.MetricPart> of(PlannedTrigger planned, @Nullable TriggerState state);
    }
}
