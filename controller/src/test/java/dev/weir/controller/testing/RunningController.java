package dev.weir.controller.testing;

import dev.weir.cache.CacheSettings;
import dev.weir.cache.MetricCache;
import dev.weir.cache.testing.RecordedTracing;
import dev.weir.controller.Controller;
import dev.weir.controller.ControllerSettings;
import dev.weir.controller.EventSettings;
import dev.weir.controller.ScalerSettings;
import dev.weir.controller.cloudevents.Delivery;
import dev.weir.controller.kube.Leadership;
import dev.weir.controller.kube.Namespaces;
import dev.weir.controller.kube.RetryDelays;
import dev.weir.controller.kube.Selectors;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** A whole operator in this process, in real time. */
public final class RunningController {

    /** Gives up CloudEvents after as many retries as usual, but without much waiting. */
    private static final Delivery HASTY =
            new Delivery(1024, 5, new RetryDelays(Duration.ofMillis(5), Duration.ofMillis(20)), Duration.ofHours(1));

    private final MetricCache cache;
    private final Controller controller;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RecordedTracing tracing = new RecordedTracing();

    private RunningController(Vertx vertx, KubernetesClient client, String identity) {
        InstantSource clock = InstantSource.system();
        cache = new MetricCache(vertx, CacheSettings.defaults(), meters, clock, () -> 0, tracing);
        controller = new Controller(vertx, client, cache, settings(identity), meters, clock, tracing);
    }

    private static ControllerSettings settings(String identity) {
        return new ControllerSettings(
                Namespaces.ALL,
                Selectors.ALL,
                new Leadership.Settings(
                        "keda",
                        "operator.keda.sh",
                        identity,
                        Duration.ofSeconds(40),
                        Duration.ofSeconds(30),
                        Duration.ofMillis(200)),
                "keda",
                4,
                new ScalerSettings(Duration.ofSeconds(3), List.of(), Map.of()),
                new EventSettings("test", HASTY),
                "1.2.3");
    }

    /** Starts and waits until it leads. */
    public static RunningController start(Vertx vertx, KubernetesClient client, String identity) {
        RunningController running = new RunningController(vertx, client, identity);
        running.controller.start().await();
        Eventually.until(running.controller::leading, () -> identity + " does not lead");
        return running;
    }

    public Controller controller() {
        return controller;
    }

    public SimpleMeterRegistry meters() {
        return meters;
    }

    /** Every step of what it did. */
    public RecordedTracing tracing() {
        return tracing;
    }

    public MetricCache cache() {
        return cache;
    }

    public void stop() {
        controller.stop().await();
        cache.close().await();
    }
}
