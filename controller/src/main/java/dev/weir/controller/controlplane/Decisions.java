package dev.weir.controller.controlplane;

import dev.weir.controller.decision.Decision;
import dev.weir.controller.decision.Decision.Action;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Counts what is decided between zero and the first replica, and what comes of it. Any thread may count. */
public final class Decisions {

    /** What came of a decision. */
    enum Outcome {
        /** There was nothing to write. */
        NOTHING,
        /** The replicas were written. */
        SCALED,
        /** The target had them already. */
        ALREADY,
        /** They could not be written. */
        FAILED
    }

    private final Map<Action, Map<Outcome, Counter>> counters = new EnumMap<>(Action.class);

    public Decisions(MeterRegistry registry) {
        for (Action action : Action.values()) {
            Map<Outcome, Counter> ofAction = new EnumMap<>(Outcome.class);
            for (Outcome outcome : Outcome.values()) {
                if ((action == Action.NONE) == (outcome == Outcome.NOTHING)) {
                    ofAction.put(outcome, counter(registry, action, outcome));
                }
            }
            counters.put(action, ofAction);
        }
    }

    private static Counter counter(MeterRegistry registry, Action action, Outcome outcome) {
        return Counter.builder("weir.decisions")
                .description("Decisions between zero and the first replica, and what came of them")
                .tag("action", name(action))
                .tag("outcome", name(outcome))
                .register(registry);
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    void nothing() {
        count(Action.NONE, Outcome.NOTHING);
    }

    void count(Decision decision, Outcome outcome) {
        count(decision.action(), outcome);
    }

    private void count(Action action, Outcome outcome) {
        Objects.requireNonNull(Objects.requireNonNull(counters.get(action)).get(outcome))
                .increment();
    }
}
