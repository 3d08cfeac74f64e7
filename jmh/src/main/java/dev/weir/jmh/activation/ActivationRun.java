package dev.weir.jmh.activation;

import dev.weir.jmh.cluster.ApiWrites;
import dev.weir.jmh.cluster.Clients;
import dev.weir.jmh.cluster.Ground;
import dev.weir.jmh.cluster.Ledger;
import dev.weir.jmh.cluster.Plantation;
import dev.weir.jmh.cluster.Plantation.Planting;
import dev.weir.jmh.cluster.Sight;
import dev.weir.jmh.scene.CountingPrometheus;
import dev.weir.jmh.scene.Opened;
import dev.weir.jmh.scene.ServerProcess;
import dev.weir.jmh.scene.Shipped;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
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

    private final ActivationOptions options;
    private final Path kubeconfig;
    private final LongSupplier nanos;
    private final InstantSource clock;
    private final Opened open = new Opened();

    /** @param kubeconfig of a cluster in which nothing else happens */
    public ActivationRun(ActivationOptions options, Path kubeconfig, LongSupplier nanos, InstantSource clock) {
        this.options = options;
        this.kubeconfig = kubeconfig;
        this.nanos = nanos;
        this.clock = clock;
    }

    /** Blocks until all is measured. */
    public ActivationReport run() throws IOException, InterruptedException, TimeoutException, ExecutionException {
        KubernetesClient client = open.add(Clients.of(kubeconfig));
        CountingPrometheus prometheus = open.prometheus(clock);
        prometheus.says(0);
        Ground ground = Ground.prepare(client, "activation", nanos);
        open.add(ground::remove);
        Planting planting = new Planting(options.objects(), options.queries(), options.interval(), 0);
        new Plantation(client, ground.namespace(), planting, prometheus.address()).make();
        Sight sight = open.add(Sight.open(client, ground.namespace(), options.objects(), nanos));
        sight.watchDeployments(client, ground.namespace());
        return run(client, prometheus, ground, sight);
    }

    private ActivationReport run(KubernetesClient client, CountingPrometheus prometheus, Ground ground, Sight sight)
            throws IOException, InterruptedException {
        Ledger ledger = new Ledger(client, nanos);
        ApiWrites beforeWeir = ledger.now();
        long start = nanos.getAsLong();
        ServerProcess weir = weir(ground);
        open.add(() -> ground.clear(options.objects()));
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
        prometheus.says(Plantation.ENOUGH_FOR_ONE);
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

    /** As shipped, but for its ports. Its Lease is in the namespace, so that it leads whoever else does elsewhere. */
    private ServerProcess weir(Ground ground) throws IOException {
        List<String> arguments = List.of("--kubeconfig", kubeconfig.toString(), "--port", "0", "--metrics-port", "0");
        return open.add(new Shipped(Optional.empty())
                .serve("weir", Map.of("POD_NAMESPACE", ground.namespace()), arguments));
    }

    @Override
    public void close() {
        open.close();
    }
}
