package dev.weir.scalers.redis;

import dev.weir.cache.source.Source;
import dev.weir.scalers.Scalers;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.Trigger;
import dev.weir.scalers.testing.ScalerBench;
import dev.weir.scalers.testing.Triggers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;

/** A {@link ScalerBench} for this family's triggers; closes their sources, and checks that no client is left. */
final class RedisBench implements AutoCloseable {

    private final List<Source<?>> made = new ArrayList<>();
    private final ScalerBench bench =
            new ScalerBench(Duration.ofSeconds(3), Map.of(), List.of(), null, InstantSource.system());

    Vertx vertx() {
        return bench.vertx();
    }

    @SuppressWarnings("unchecked")
    Trigger<RedisReading> trigger(String type, Map<String, String> metadata, Map<String, String> auth) {
        Trigger<RedisReading> trigger =
                (Trigger<RedisReading>) Scalers.load().create(Triggers.of(type, metadata, auth), bench.environment());
        made.add(trigger.source());
        return trigger;
    }

    Source<RedisReading> source(String type, Map<String, String> metadata, Map<String, String> auth) {
        return trigger(type, metadata, auth).source();
    }

    /** Asks once, by a trigger that is closed again. */
    Outcome outcome(String type, Map<String, String> metadata, Map<String, String> auth) {
        Trigger<RedisReading> trigger = trigger(type, metadata, auth);
        Outcome outcome = trigger.interpreter().interpret(bench.poll(trigger.source()));
        ScalerBench.await(trigger.source().close());
        return outcome;
    }

    long count(String type, Map<String, String> metadata, Map<String, String> auth) {
        return ((Outcome.Measured) outcome(type, metadata, auth))
                .values()
                .get(0)
                .longValue();
    }

    String failure(String type, Map<String, String> metadata, Map<String, String> auth) {
        Source<RedisReading> source = source(type, metadata, auth);
        String failure = bench.pollFailure(source);
        ScalerBench.await(source.close());
        return failure;
    }

    RedisReading poll(Source<RedisReading> source) {
        return bench.poll(source);
    }

    String pollFailure(Source<RedisReading> source) {
        return bench.pollFailure(source);
    }

    Future<RedisReading> onLoop(Source<RedisReading> source) {
        return bench.onLoop(source);
    }

    /** Asks all at the same moment, as the cache does of sources that one request answers. */
    List<RedisReading> together(List<Source<RedisReading>> sources) {
        Promise<List<RedisReading>> all = Promise.promise();
        bench.vertx().getOrCreateContext().runOnContext(go -> {
            List<Future<RedisReading>> polls =
                    sources.stream().map(Source::poll).toList();
            Future.all(polls).<List<RedisReading>>map(answers -> answers.list()).onComplete(all);
        });
        return ScalerBench.await(all.future());
    }

    @Override
    public void close() {
        made.forEach(source -> ScalerBench.await(source.close()));
        Assertions.assertEquals(0, bench.clients().size(), "clients left open");
        bench.close();
    }
}
