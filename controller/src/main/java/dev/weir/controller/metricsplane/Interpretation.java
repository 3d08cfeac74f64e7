package dev.weir.controller.metricsplane;

import dev.weir.cache.source.Reading;
import dev.weir.cache.source.Snapshot;
import dev.weir.scalers.spi.Interpreter;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.Trigger;
import dev.weir.scalers.spi.TriggerSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the readings of one trigger mean, one after the other; counts what went wrong. Touched on one loop only. */
final class Interpretation<R extends Record> {

    private static final Logger LOG = LoggerFactory.getLogger(Interpretation.class);

    private final TriggerSpec spec;
    private final Trigger<R> trigger;
    private final Mishaps.OfTrigger mishaps;
    private Interpreter<R> interpreter;

    Interpretation(TriggerSpec spec, Trigger<R> trigger, Mishaps.OfTrigger mishaps) {
        this.spec = spec;
        this.trigger = trigger;
        this.mishaps = mishaps;
        this.interpreter = trigger.interpreter();
    }

    /** What is known now, {@link Outcome.Measured} or {@link Outcome.Rejected}; the next reading is one after this one. */
    Outcome of(Snapshot<R> snapshot) {
        Outcome outcome = understood(snapshot);
        if (outcome instanceof Outcome.Rejected) {
            mishaps.failed();
        }
        return outcome;
    }

    private Outcome understood(Snapshot<R> snapshot) {
        if (!(snapshot.latest() instanceof Reading.Value<R> value)) {
            return new Outcome.Rejected(snapshot.failure().orElse("no answer"));
        }
        try {
            Outcome outcome = interpreter.interpret(value.value());
            interpreter = interpreter.after(value.value());
            if (outcome instanceof Outcome.Empty empty) {
                mishaps.empty(empty.ignored());
            }
            return outcome.counted();
        } catch (RuntimeException e) {
            // Its message may hold what the source said; that goes to the log only.
            LOG.warn(
                    "reading not understood source={} trigger={}",
                    trigger.source().key(),
                    spec.label(),
                    e);
            return new Outcome.Rejected(
                    "the answer cannot be used: " + e.getClass().getSimpleName());
        }
    }

    /** What a reading from before would have meant; it counts for nothing else. */
    Outcome earlier(R reading) {
        return interpreter.interpret(reading).counted();
    }

    /** The message of a failure as users read it. */
    String said(Outcome.Rejected rejected) {
        return "trigger " + spec.index() + " (" + spec.type() + "): " + rejected.message();
    }
}
