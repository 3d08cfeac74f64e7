package dev.weir.jmh.sql;

import dev.weir.cache.CacheSettings;
import dev.weir.cache.MetricCache;
import dev.weir.cache.poll.Demand;
import dev.weir.cache.source.Reading;
import dev.weir.cache.source.Source;
import dev.weir.cache.source.SourceKeys;
import dev.weir.scalers.Scalers;
import dev.weir.scalers.spi.Interpreter;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.PodIdentity;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.Trigger;
import dev.weir.scalers.spi.TriggerSpec;
import dev.weir.scalers.upstream.SharedClients;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/**
 * {@value #TRIGGERS} PostgreSQL triggers over {@value #QUERIES} queries of one database. The database itself says how many
 * connections there are, each second, over one more that is not counted.
 */
public final class SqlConnections {

    private static final int TRIGGERS = 1_000;
    private static final int QUERIES = 20;
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration WATCH = Duration.ofSeconds(1);
    private static final long SECONDS = 60;
    private static final int AIM = 10;

    private final String connection;
    private final ScalerEnvironment environment;
    private final MetricCache cache;
    private final Scalers scalers = Scalers.load();
    private final LongAdder readings = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder looks = new LongAdder();
    private final LongAccumulator most = new LongAccumulator(Math::max, 0);

    private SqlConnections(Vertx vertx, String connection) {
        this.connection = connection;
        this.environment = new ScalerEnvironment(
                vertx,
                InstantSource.system(),
                SourceKeys.random(),
                new SharedClients(),
                Duration.ofSeconds(3),
                List.of());
        AtomicInteger chance = new AtomicInteger();
        this.cache = new MetricCache(
                vertx,
                CacheSettings.defaults(),
                new SimpleMeterRegistry(),
                InstantSource.system(),
                () -> Math.floorMod(chance.incrementAndGet() * 7, 100) / 100.0);
    }

    /** Takes a connection string of PostgreSQL; ends with 1 if there were more connections than the aim, or failures. */
    public static void main(String[] arguments) throws InterruptedException, TimeoutException {
        if (arguments.length != 1) {
            System.err.println("usage: SqlConnections 'host=127.0.0.1 port=5432 user=weir dbname=postgres'");
            System.exit(2);
        }
        Vertx vertx = Vertx.vertx();
        SqlConnections run = new SqlConnections(vertx, arguments[0]);
        boolean fine = run.measure();
        vertx.close().await(10, TimeUnit.SECONDS);
        System.exit(fine ? 0 : 1);
    }

    private boolean measure() throws InterruptedException, TimeoutException {
        for (int i = 0; i < TRIGGERS; i++) {
            subscribe(trigger(connection, "SELECT count(*) + " + i % QUERIES + " FROM generate_series(1, 1000)"));
        }
        watch(trigger(
                connection + " application_name=weir-watch",
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'weir'"));
        TimeUnit.SECONDS.sleep(SECONDS);
        System.out.printf(
                "triggers %d, sources %d, readings %d, failures %d, looks %d, connections at most %d (aim: %d)%n",
                TRIGGERS, cache.sources().size() - 1, readings.sum(), failures.sum(), looks.sum(), most.get(), AIM);
        cache.close().await(10, TimeUnit.SECONDS);
        return most.get() > 0 && most.get() <= AIM && failures.sum() == 0;
    }

    private Trigger<?> trigger(String asked, String query) {
        return scalers.create(
                new TriggerSpec(
                        "ScaledObject",
                        "bench",
                        "bench",
                        0,
                        null,
                        "postgresql",
                        Map.of("query", query, "targetQueryValue", "5"),
                        Map.of("connection", asked),
                        Map.of(),
                        PodIdentity.NONE,
                        null,
                        false),
                environment);
    }

    private <R extends Record> void subscribe(Trigger<R> trigger) {
        Source<R> source = trigger.source();
        cache.subscribe(
                source,
                Demand.every(INTERVAL),
                snapshot -> (snapshot.latest() instanceof Reading.Value<R> ? readings : failures).increment());
    }

    private <R extends Record> void watch(Trigger<R> trigger) {
        Interpreter<R> interpreter = trigger.interpreter();
        cache.subscribe(trigger.source(), Demand.every(WATCH), snapshot -> {
            if (snapshot.latest() instanceof Reading.Value<R> value
                    && interpreter.interpret(value.value()) instanceof Outcome.Measured measured) {
                looks.increment();
                most.accumulate(measured.values().get(0).longValue());
            }
        });
    }
}
