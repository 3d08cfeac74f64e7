package dev.weir.jmh.load;

import dev.weir.gateway.Main;
import dev.weir.jmh.baseline.BareServer;
import dev.weir.jmh.cluster.Clients;
import dev.weir.jmh.cluster.Ground;
import dev.weir.jmh.cluster.Plantation;
import dev.weir.jmh.cluster.Plantation.Planting;
import dev.weir.jmh.cluster.Sight;
import dev.weir.jmh.crowd.Caller;
import dev.weir.jmh.crowd.RequestFrames;
import dev.weir.jmh.crowd.Streams;
import dev.weir.jmh.load.Report.Compared;
import dev.weir.jmh.scene.CountingPrometheus;
import dev.weir.jmh.scene.Folder;
import dev.weir.jmh.scene.Opened;
import dev.weir.jmh.scene.ServerProcess;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
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
 * One run through the API server: Weir as an aggregated API whose guard is on, the bare server as another one whose group has
 * a name of the same length. Both are asked through the API server by whoever the kubeconfig names. What was started is stopped
 * by {@link #close}, in the opposite order; closing twice is allowed.
 */
final class AggregatedRun implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AggregatedRun.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final String EXTERNAL = "/apis/external.metrics.k8s.io/";
    private static final String BARE_GROUP = "external.compare.k8s.io";

    private final AggregatedOptions options;
    private final Path kubeconfig;
    private final LongSupplier nanos;
    private final InstantSource clock;
    private final Opened open = new Opened();

    /** @param kubeconfig of a cluster whose API server runs on this machine */
    AggregatedRun(AggregatedOptions options, Path kubeconfig, LongSupplier nanos, InstantSource clock) {
        this.options = options;
        this.kubeconfig = kubeconfig;
        this.nanos = nanos;
        this.clock = clock;
    }

    /** Blocks until all is measured. */
    Report run()
            throws IOException, InterruptedException, TimeoutException, ExecutionException, GeneralSecurityException {
        KubernetesClient client = open.add(Clients.of(kubeconfig));
        CountingPrometheus prometheus = open.prometheus(clock);
        prometheus.says(Plantation.ENOUGH_FOR_ONE);
        Folder folder = open.add(Folder.make());
        Ground ground = Ground.prepare(client, "aggregated", nanos);
        open.add(ground::remove);
        Planting planting = new Planting(options.objects(), options.queries(), AggregatedOptions.INTERVAL, 1);
        Plantation plantation = new Plantation(client, ground.namespace(), planting, prometheus.address());
        plantation.make();
        ServerProcess weir = weir(ground);
        open.add(() -> ground.clear(options.objects()));
        ground.aggregate(weir.ports(START_LIMIT).api());
        untilReady(client, ground);
        ServerProcess bare =
                bare(client, plantation.uris().get(0), folder.path().resolve("answer"));
        ground.aggregate(BARE_GROUP, bare.ports(START_LIMIT).api());

        List<String> others = plantation.uris().stream()
                .map(uri -> uri.replace(EXTERNAL, "/apis/" + BARE_GROUP + "/"))
                .toList();
        Contender ours = contender("weir", weir, client, plantation.uris());
        Contender constant = contender("bare", bare, client, others);
        Contest contest = new Contest(List.of(ours, constant));
        contest.slowly(options.warmUp(), options.measuring());
        return new Report(
                ours.figures(prometheus.polls()), Optional.of(new Compared(constant.figures(0), contest.ratio())));
    }

    /** The same JVM options as the bare server. Its Lease is in the namespace, so that it leads whoever else does elsewhere. */
    private ServerProcess weir(Ground ground) throws IOException {
        return open.add(ServerProcess.start(
                "weir",
                Map.of("POD_NAMESPACE", ground.namespace()),
                Main.class,
                "serve",
                "--kubeconfig",
                kubeconfig.toString(),
                "--port",
                "0",
                "--metrics-port",
                "0"));
    }

    private ServerProcess bare(KubernetesClient client, String uri, Path body) throws IOException {
        Files.write(body, client.raw(uri).getBytes(StandardCharsets.UTF_8));
        return open.add(ServerProcess.start("the bare server", BareServer.class, body.toString(), BARE_GROUP));
    }

    private void untilReady(KubernetesClient client, Ground ground) throws IOException, InterruptedException {
        try (Sight sight = Sight.open(client, ground.namespace(), options.objects(), nanos)) {
            if (!sight.untilReady(options.limit())) {
                throw new IOException("of " + options.objects() + " objects " + sight.progress() + " after "
                        + options.limit().toSeconds() + " s");
            }
        }
        LOG.info("All Ready objects={}", options.objects());
    }

    private Contender contender(String name, ServerProcess process, KubernetesClient client, List<String> uris)
            throws IOException, GeneralSecurityException {
        int port = client.getMasterUrl().getPort();
        Caller caller = Clients.caller(kubeconfig);
        RequestFrames requests = new RequestFrames("127.0.0.1:" + port, uris, caller);
        return new Contender(name, process, open.add(Streams.oneForOne(port, requests, caller, nanos)));
    }

    @Override
    public void close() {
        open.close();
    }
}
