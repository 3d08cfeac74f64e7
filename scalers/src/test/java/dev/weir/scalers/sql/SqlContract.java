package dev.weir.scalers.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.Trigger;
import dev.weir.scalers.spi.TriggerSpec;
import dev.weir.scalers.testing.SourceContract;
import dev.weir.scalers.testing.Triggers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The promises of every source, kept by a database, and what its tests need besides. */
abstract class SqlContract extends SourceContract {

    static final String COUNT = "SELECT count(*) FROM orders";

    /** A trigger whose query is {@code query}. */
    protected abstract TriggerSpec asking(int port, String query);

    @Override
    protected List<String> secrets() {
        return List.of("hunter2");
    }

    /** A query has ten times as long as an HTTP exchange, a login three times; a busy machine a little more. */
    @Override
    protected Duration patience() {
        return TIMEOUT.multipliedBy(15);
    }

    /** What the query comes to. */
    protected double value(int port, String query) {
        return measured(asking(port, query)).values().get(0);
    }

    protected Outcome.Measured measured(TriggerSpec spec) {
        Trigger<?> trigger = trigger(spec);
        Outcome outcome = interpreted(trigger);
        assertTrue(outcome instanceof Outcome.Measured, outcome.toString());
        return (Outcome.Measured) outcome;
    }

    private <R extends Record> Outcome interpreted(Trigger<R> trigger) {
        return trigger.interpreter().interpret(bench.poll(trigger.source()));
    }

    /** Why the query comes to nothing. */
    protected String refused(int port, String query) {
        return expectedFailure(source(asking(port, query)), port);
    }

    protected String failure(TriggerSpec spec) {
        return bench.pollFailure(source(spec));
    }

    /** Asks until there is an answer. */
    protected void answersAgain(TriggerSpec spec) {
        eventually(source(spec));
    }

    static TriggerSpec with(TriggerSpec spec, Map<String, String> metadata, Map<String, String> auth) {
        return Triggers.of(spec.type(), Triggers.and(spec.metadata(), metadata), Triggers.and(spec.authParams(), auth));
    }

    /** The same, where the server may need a moment. */
    protected void eventuallyIs(double expected, int port, String query) {
        for (int attempt = 0; attempt < 60 && value(port, query) != expected; attempt++) {
            pause();
        }
        is(expected, port, query);
    }

    protected void is(double expected, int port, String query) {
        assertEquals(expected, value(port, query), 1e-9, query);
    }
}
