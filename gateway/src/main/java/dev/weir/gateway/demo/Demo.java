package dev.weir.gateway.demo;

import dev.weir.controller.ControllerSettings;
import dev.weir.controller.EventSettings;
import dev.weir.controller.ScalerSettings;
import dev.weir.controller.kube.Leadership;
import dev.weir.controller.kube.Namespaces;
import dev.weir.controller.kube.Selectors;
import dev.weir.gateway.config.Settings;
import dev.weir.gateway.otlp.Telemetry;
import dev.weir.gateway.process.Weir;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.net.BindException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A demo from start to report. The world starts first, with the shop's objects and at night, then Weir; what is measured
 * begins when Weir has seen all objects and serves.
 *
 * <p>{@link #run} is called once and blocks; {@link #end} may be called from any thread.
 */
public final class Demo {

    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
    private static final int START_SECONDS = 120;
    private static final int STOP_SECONDS = 20;

    /** Longer than in a cluster: on a busy machine the whole process may stand still for a while. */
    private static final Duration SOURCE_TIMEOUT = Duration.ofSeconds(5);

    private final DemoSettings settings;
    private final PrintWriter out;
    private final Supplier<Optional<String>> notice;
    private final Elapsed elapsed = new Elapsed(InstantSource.system());
    private final World world = new World(Shop.items(), elapsed, System::nanoTime);
    private final Vertx vertx = Vertx.vertx();
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * A demo that has not begun.
     *
     * @param out where the view goes; the report is returned
     * @param notice something to worry about that the view is to show
     */
    public Demo(DemoSettings settings, PrintWriter out, Supplier<Optional<String>> notice) {
        this.settings = settings;
        this.out = out;
        this.notice = notice;
    }

    /**
     * Runs until the time is over or {@link #end} is called.
     *
     * @throws IllegalStateException with a sentence for the user if it cannot be started
     */
    public DemoReport run() throws InterruptedException, TimeoutException {
        try {
            await(world.start().compose(started -> world.apply()));
            try (KubernetesClient client = world.client(vertx)) {
                return run(new Weir(
                        vertx,
                        client,
                        operator(),
                        gateway(),
                        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                        elapsed.clock(),
                        () -> ThreadLocalRandom.current().nextDouble(),
                        Telemetry.OFF));
            }
        } finally {
            stop("world", world.stop());
            stop("world's event loops", world.close());
            stop("event loops", vertx.close());
        }
    }

    /** Has {@link #run} come to its end. */
    public void end() {
        ended.countDown();
    }

    /** How many objects have been up and are back at zero so far; any thread but the demo's own event loops may ask. */
    int cameBack() throws TimeoutException {
        return await(world.onLoop(() -> world.journeys().cameBack()));
    }

    private DemoReport run(Weir weir) throws InterruptedException, TimeoutException {
        try {
            await(weir.start().recover(fault -> Future.failedFuture(explained(fault))));
            HpaLoop hpas = await(world.begin(weir.doors().apiPort()));
            watch(weir, hpas);
            return await(world.onLoop(() -> {
                hpas.stop();
                return report(weir, hpas.gets());
            }));
        } finally {
            stop("weir", weir.stop());
        }
    }

    /** Shows a picture now and then until the end. */
    private void watch(Weir weir, HpaLoop hpas) throws InterruptedException, TimeoutException {
        View view = View.of(settings, out);
        try {
            do {
                view.show(await(world.onLoop(() -> picture(weir, hpas.gets()))));
            } while (!ended.await(pause(view).toMillis(), TimeUnit.MILLISECONDS) && !left().isZero());
        } finally {
            view.close();
        }
    }

    private Duration pause(View view) {
        Duration left = left();
        return view.every().compareTo(left) < 0 ? view.every() : left;
    }

    /** Time to the end; never negative. */
    private Duration left() {
        Duration left = settings.runFor().orElse(Duration.ofDays(365)).minus(elapsed.time());
        return left.isNegative() ? Duration.ZERO : left;
    }

    private Picture picture(Weir weir, Gets gets) {
        return new Picture(
                elapsed.time(),
                settings.runFor(),
                "https://127.0.0.1:" + weir.doors().apiPort(),
                Shop.questions().stream().map(this::row).toList(),
                world.items().stream().map(this::row).toList(),
                gets.all(),
                gets.failed(),
                gets.p99Millis(),
                notice.get());
    }

    private Picture.SourceRow row(Question question) {
        long askedBy = world.items().stream()
                .filter(item -> item.question().equals(question))
                .count();
        return new Picture.SourceRow(
                question.name(),
                question.asked(),
                (int) askedBy,
                world.sources().polls(question));
    }

    private Picture.ObjectRow row(Shop.Item item) {
        Journeys journeys = world.journeys();
        return new Picture.ObjectRow(
                item.name(), journeys.replicas(item.name()), item.max(), journeys.samples(item.name()));
    }

    private DemoReport report(Weir weir, Gets gets) {
        return new DemoReport(
                elapsed.time().toMillis() / 1000.0,
                weir.controller().objects().size(),
                weir.cache().sources().size(),
                world.sources().polls(),
                gets.all(),
                gets.failed(),
                world.journeys().wentUp(),
                world.journeys().cameBack(),
                gets.p99Millis(),
                (int) world.items().stream().filter(item -> item.min() == 0).count());
    }

    private Settings gateway() {
        return Settings.from(Map.of("port", Integer.toString(settings.port()), "metrics-port", "0", "access", "open"));
    }

    private ControllerSettings operator() {
        return new ControllerSettings(
                Namespaces.ALL,
                Selectors.ALL,
                Leadership.Settings.likeKeda("weir", "weir-demo"),
                "weir",
                ControllerSettings.DEFAULT_WORKERS,
                new ScalerSettings(SOURCE_TIMEOUT, List.of(), Map.of()),
                EventSettings.DEFAULT,
                settings.version());
    }

    private Throwable explained(Throwable fault) {
        return fault instanceof BindException
                ? new IllegalStateException("port " + settings.port()
                        + " of 127.0.0.1 is in use by another program; give another --port, or none for any free one")
                : fault;
    }

    private static <T> T await(Future<T> future) throws TimeoutException {
        return future.await(START_SECONDS, TimeUnit.SECONDS);
    }

    private static void stop(String what, Future<Void> stopping) {
        try {
            stopping.await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.warn("The {} did not stop within {} s; leaving all the same", what, STOP_SECONDS);
        }
    }
}
