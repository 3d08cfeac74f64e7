package dev.weir.scalers.testing;

import dev.weir.scalers.Scalers;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.Trigger;
import java.util.Map;

/** A trigger that is made, asked once and closed, as tests against real servers do it. */
public final class Asked {

    private Asked() {}

    /** What it comes to; fails the test if it cannot be asked. */
    public static Outcome once(ScalerBench bench, String type, Map<String, String> metadata, Map<String, String> auth) {
        Trigger<?> trigger = trigger(bench, type, metadata, auth);
        try {
            return outcome(bench, trigger);
        } finally {
            ScalerBench.await(trigger.source().close());
        }
    }

    /** The words in which it cannot be asked; fails the test if it can. */
    public static String failure(
            ScalerBench bench, String type, Map<String, String> metadata, Map<String, String> auth) {
        Trigger<?> trigger = trigger(bench, type, metadata, auth);
        try {
            return bench.pollFailure(trigger.source());
        } finally {
            ScalerBench.await(trigger.source().close());
        }
    }

    private static Trigger<?> trigger(
            ScalerBench bench, String type, Map<String, String> metadata, Map<String, String> auth) {
        return Scalers.load().create(Triggers.of(type, metadata, auth), bench.environment());
    }

    private static <R extends Record> Outcome outcome(ScalerBench bench, Trigger<R> trigger) {
        return trigger.interpreter().interpret(bench.poll(trigger.source())).counted();
    }
}
