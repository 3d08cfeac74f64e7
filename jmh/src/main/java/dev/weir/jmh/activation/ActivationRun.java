package dev.weir.jmh.activation;

import dev.weir.gateway.Main;
import dev.weir.jmh.scene.CountingPrometheus;
import dev.weir.jmh.scene.ServerProcess;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run: objects at zero in a namespace of their own, Weir as a process of its own as it is shipped, a Prometheus that says
 * 0. When all objects are Ready and nothing is written any more, the Prometheus says that there is work. What was started is
 * stopped by {@link #close}, in the opposite order; closing twice is allowed.
 */
public final class ActivationRun implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ActivationRun.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration READY_LIMIT = Duration.ofSeconds(300);
    private static final int PROMETHEUS_SECONDS = 10;

    private final ActivationOptions options;
    private final Path kubeconfig;
    private final LongSupplier nanos;
    private final InstantSource clock;
    private final Deque<AutoCloseable> open = new ConcurrentLinkedDeque<>();

    /** @param kubeconfig of a cluster in which nothing else happens */
    public ActivationRun(ActivationOptions options, Path kubeconfig, LongSupplier nanos, InstantSource clock) {
        this.options = options;
        this.kubeconfig = kubeconfig;
        this.nanos = nanos;
        this.clock = clock;
    }

    /** Blocks until all is measured. */
    public ActivationReport run() throws IOException, InterruptedException, TimeoutException, ExecutionException {
        KubernetesClient client = opened(new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
                .build());
        CountingPrometheus prometheus = prometheus();
        prometheus.says(0);
        Ground ground = Ground.prepare(client, nanos);
        opened(ground::remove);
        LOG.info("Making objects={} namespace={}", options.objects(), ground.namespace());
        new Plantation(client, ground.namespace(), options, prometheus.address()).make();
        Sight sight = opened(Sight.open(client, ground.namespace(), options.objects(), nanos));
        return run(client, prometheus, ground, sight);
    }

    private ActivationReport run(KubernetesClient client, CountingPrometheus prometheus, Ground ground, Sight sight)
            throws IOException, InterruptedException {
        Ledger ledger = new Ledger(client, nanos);
        ApiWrites beforeWeir = ledger.now();
        long start = nanos.getAsLong();
        ServerProcess weir = weir(ground);
        opened(ground::clear);
        ground.aggregate(weir.ports(START_LIMIT).api());
        if (!sight.untilReady(READY_LIMIT)) {
            throw new IOException("of " + options.objects() + " objects " + sight.progress() + " after "
                    + READY_LIMIT.toSeconds() + " s");
        }
        Duration ready = Duration.ofNanos(nanos.getAsLong() - start);
        ApiWrites before = ledger.untilQuiet();
        LOG.info("Switching on objects={} ready={} s", options.objects(), ready.toSeconds());

        long polls = prometheus.polls();
        Duration cpu = weir.cpu();
        long on = nanos.getAsLong();
        prometheus.says(Plantation.THRESHOLD / 2);
        sight.untilLeft(options.limit());
        ApiWrites left = ledger.now();
        long asked = prometheus.polls() - polls;
        Duration worked = weir.cpu().minus(cpu);
        return new ActivationReport(
                options,
                ready,
                sight.left(on),
                before.since(beforeWeir),
                left.since(before),
                ledger.untilQuiet().since(before),
                asked,
                weir.residentMiB(),
                worked,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private CountingPrometheus prometheus() throws TimeoutException {
        Vertx vertx = Vertx.vertx();
        opened(() -> vertx.close().await(PROMETHEUS_SECONDS, TimeUnit.SECONDS));
        return CountingPrometheus.start(vertx, clock).await(PROMETHEUS_SECONDS, TimeUnit.SECONDS);
    }

    /** As shipped, but for its ports. Its Lease is in the namespace, so that it leads whoever else does elsewhere. */
    private ServerProcess weir(Ground ground) throws IOException {
        List<String> arguments =
                List.of("serve", "--kubeconfig", kubeconfig.toString(), "--port", "0", "--metrics-port", "0");
        return opened(ServerProcess.start(
                "weir", Map.of("POD_NAMESPACE", ground.namespace()), Main.class, arguments.toArray(String[]::new)));
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.push(resource);
        return resource;
    }

    @Override
    public void close() {
        for (AutoCloseable resource = open.poll(); resource != null; resource = open.poll()) {
            try {
                resource.close();
            } catch (Exception e) {
                LOG.warn("Not everything could be cleaned up: {}", e.getMessage());
            }
        }
    }
}
