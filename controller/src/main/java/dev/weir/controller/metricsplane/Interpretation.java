package dev.weir.controller.metricsplane;

import dev.weir.cache.source.Reading;
import dev.weir.cache.source.Snapshot;
import dev.weir.scalers.spi.Interpreter;
import dev.weir.scalers.spi.MetricSpec;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.Trigger;
import dev.weir.scalers.spi.TriggerSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the readings of one trigger mean, one after the other; counts what went wrong. Touched on one loop only, but for {@link
 * #specified}.
 */
final class Interpretation<R extends Record> {

    private static final Logger LOG = LoggerFactory.getLogger(Interpretation.class);

    private final TriggerSpec spec;
    private final Trigger<R> trigger;
    private final Mishaps.OfTrigger mishaps;
    private Interpreter<R> interpreter;
    private volatile @Nullable List<MetricSpec> specified;

    Interpretation(TriggerSpec spec, Trigger<R> trigger, Mishaps.OfTrigger mishaps) {
        this.spec = spec;
        this.trigger = trigger;
        this.mishaps = mishaps;
        this.interpreter = trigger.interpreter();
    }

    /**
     * What is known now, {@link Outcome.Measured}, {@link Outcome.Rejected} or {@link Outcome.Called}; the next reading is one
     * after this one.
     */
    Outcome of(Snapshot<R> snapshot) {
        Outcome outcome = understood(snapshot);
        if (outcome instanceof Outcome.Rejected) {
            mishaps.failed();
        }
        return outcome;
    }

    private Outcome understood(Snapshot<R> snapshot) {
        if (!(snapshot.latest() instanceof Reading.Value<R> value)) {
            rememberMetrics(snapshot.lastGood());
            return new Outcome.Rejected(snapshot.failure().orElse("no answer"));
        }
        try {
            Outcome outcome = specified(interpreter.interpret(value.value()));
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

    private Outcome specified(Outcome outcome) {
        if (outcome instanceof Outcome.Specified named) {
            specified = named.metrics();
        }
        return outcome;
    }

    /** An upstream that fails when this trigger comes to it may have named its metrics before. */
    private void rememberMetrics(Reading.@Nullable Value<R> good) {
        if (good != null && specified == null && trigger.metrics().isEmpty()) {
            specified(interpreter.interpret(good.value()));
        }
    }

    /** The metrics that the upstream has named last; null if it has named none, as most do. May be asked from any thread. */
    @Nullable
    List<MetricSpec> specified() {
        return specified;
    }

    /** Whether the trigger's metrics are those that the upstream has named last. */
    boolean agrees() {
        List<MetricSpec> said = specified;
        return said == null || said.equals(trigger.metrics());
    }

    /** These metrics, where the upstream has named none; those of this trigger where they are none. Any thread may ask. */
    List<MetricSpec> named(List<MetricSpec> metrics) {
        List<MetricSpec> said = specified;
        return said != null ? said : metrics.isEmpty() ? trigger.metrics() : metrics;
    }

    /** What a reading from before would have meant; it counts for nothing else. */
    Outcome earlier(R reading) {
        Outcome outcome = interpreter.interpret(reading);
        return outcome instanceof Outcome.Specified named && !named.metrics().equals(trigger.metrics())
                ? new Outcome.Rejected("it was about other metrics")
                : outcome.counted();
    }

    /** The message of a failure as users read it. */
    String said(Outcome.Rejected rejected) {
        return "trigger " + spec.index() + " (" + spec.type() + "): " + rejected.message();
    }
}
