package dev.weir.jmh.upstreams;

import dev.weir.cache.CacheSettings;
import dev.weir.cache.MetricCache;
import dev.weir.cache.poll.Demand;
import dev.weir.cache.source.Reading;
import dev.weir.cache.source.SourceKeys;
import dev.weir.scalers.Scalers;
import dev.weir.scalers.spi.InvalidTriggerException;
import dev.weir.scalers.spi.Outcome;
import dev.weir.scalers.spi.PodIdentity;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.Trigger;
import dev.weir.scalers.spi.TriggerSpec;
import dev.weir.scalers.upstream.SharedClients;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * A process that has triggers of one type and asks their sources, nothing else: no objects, no API. Arguments: the type, how
 * many triggers, over how many names, the polling interval in seconds, for how many seconds, and parameters as
 * {@code name=value}, in which {@code {i}} is the number of the trigger and {@code {n}} that of its name. Prints {@value #MADE}
 * when all have been made, and at the end one JSON document: sources, answers, what failed, and the resident memory before
 * the triggers were made and at the end.
 */
public final class TriggerCrowd {

    static final String MADE = "all triggers are made";

    private final LongAdder answered = new LongAdder();
    private final LongAdder failed = new LongAdder();

    private TriggerCrowd() {}

    /** Ends by itself. */
    public static void main(String[] arguments) throws Exception {
        System.out.println(new TriggerCrowd()
                .run(
                        arguments[0],
                        Integer.parseInt(arguments[1]),
                        Integer.parseInt(arguments[2]),
                        Duration.ofSeconds(Long.parseLong(arguments[3])),
                        Duration.ofSeconds(Long.parseLong(arguments[4])),
                        List.of(arguments).subList(5, arguments.length))
                .encode());
        System.exit(0);
    }

    private JsonObject run(
            String type, int triggers, int names, Duration interval, Duration lasts, List<String> parameters)
            throws Exception {
        Vertx vertx = Vertx.vertx(new VertxOptions());
        InstantSource clock = InstantSource.system();
        ScalerEnvironment environment = new ScalerEnvironment(
                vertx, clock, SourceKeys.random(), new SharedClients(), Duration.ofSeconds(3), List.of());
        MetricCache cache =
                new MetricCache(vertx, CacheSettings.defaults(), new SimpleMeterRegistry(), clock, () -> 0.5);
        Scalers scalers = Scalers.load();
        long before = residentMiB();
        for (int i = 0; i < triggers; i++) {
            subscribe(cache, scalers.create(spec(type, i, i % names, parameters), environment), interval);
        }
        System.out.println(MADE);
        TimeUnit.MILLISECONDS.sleep(lasts.toMillis());
        JsonObject figures = new JsonObject()
                .put("triggers", triggers)
                .put("sources", cache.sources().size())
                .put("answers", answered.sum())
                .put("failures", failed.sum())
                .put("residentMiBBefore", before)
                .put("residentMiB", residentMiB());
        cache.sources().stream()
                .filter(source -> source.lastFailure() != null)
                .findFirst()
                .ifPresent(source -> figures.put("failure", source.lastFailure()));
        cache.close().await(20, TimeUnit.SECONDS);
        return figures;
    }

    private <R extends Record> void subscribe(MetricCache cache, Trigger<R> trigger, Duration interval) {
        cache.subscribe(trigger.source(), Demand.every(interval), snapshot -> {
            boolean good = snapshot.latest() instanceof Reading.Value<R> value
                    && trigger.interpreter().interpret(value.value()) instanceof Outcome.Measured;
            (good ? answered : failed).increment();
        });
    }

    private static TriggerSpec spec(String type, int number, int name, List<String> parameters) {
        Map<String, String> metadata = new HashMap<>();
        for (String parameter : parameters) {
            int equals = parameter.indexOf('=');
            if (equals < 0) {
                throw new InvalidTriggerException(List.of(parameter + " is not of the form name=value"));
            }
            metadata.put(
                    parameter.substring(0, equals),
                    parameter
                            .substring(equals + 1)
                            .replace("{i}", Integer.toString(number))
                            .replace("{n}", Integer.toString(name)));
        }
        return new TriggerSpec(
                "ScaledObject",
                "crowd",
                "object-" + number,
                0,
                null,
                type,
                metadata,
                Map.of(),
                Map.of(),
                PodIdentity.NONE,
                null,
                false);
    }

    /** Of this process; -1 where the system does not say. */
    private static long residentMiB() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return -1;
        }
        try (Stream<String> lines = Files.lines(status, StandardCharsets.US_ASCII)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElse(-1_024)
                    / 1_024;
        }
    }
}
