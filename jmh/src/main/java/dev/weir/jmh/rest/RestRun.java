package dev.weir.jmh.rest;

import dev.weir.jmh.cluster.Clients;
import dev.weir.jmh.cluster.Ground;
import dev.weir.jmh.cluster.Ledger;
import dev.weir.jmh.cluster.Plantation;
import dev.weir.jmh.cluster.Plantation.Planting;
import dev.weir.jmh.cluster.Sight;
import dev.weir.jmh.crowd.Caller;
import dev.weir.jmh.crowd.Crowd;
import dev.weir.jmh.crowd.FirstAnswers;
import dev.weir.jmh.crowd.Pace;
import dev.weir.jmh.crowd.RequestFrames;
import dev.weir.jmh.crowd.Streams;
import dev.weir.jmh.rest.RestReport.OneProcess;
import dev.weir.jmh.scene.CountingPrometheus;
import dev.weir.jmh.scene.Folder;
import dev.weir.jmh.scene.Opened;
import dev.weir.jmh.scene.ServerProcess;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run: objects whose workloads have the replicas they should have, in a namespace of their own, and one Weir or several.
 * When all are Ready and nothing is written any more they are looked at for a while; then one more is started in their place.
 * What was started is stopped by {@link #close}, in the opposite order; closing twice is allowed.
 */
public final class RestRun implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RestRun.class);

    /** Three rounds of an HPA controller. */
    private static final Duration ATTENDED_LIMIT = RestOptions.HPA_INTERVAL.multipliedBy(3);

    private final RestOptions options;
    private final Path kubeconfig;
    private final LongSupplier nanos;
    private final InstantSource clock;
    private final Opened open = new Opened();

    /** What happened while the replicas were looked at. */
    private record Look(
            long asked, long failed, long polls, Duration measured, List<OneProcess> processes, double loadAverage) {}

    /** @param kubeconfig of a cluster in which nothing else happens */
    public RestRun(RestOptions options, Path kubeconfig, LongSupplier nanos, InstantSource clock) {
        this.options = options;
        this.kubeconfig = kubeconfig;
        this.nanos = nanos;
        this.clock = clock;
    }

    /** Blocks until all is measured. */
    public RestReport run()
            throws IOException, InterruptedException, TimeoutException, ExecutionException, GeneralSecurityException {
        KubernetesClient client = open.add(Clients.of(kubeconfig));
        CountingPrometheus prometheus = open.prometheus(clock);
        prometheus.says(Plantation.ENOUGH_FOR_ONE);
        Folder folder = open.add(Folder.make());
        Ground ground = Ground.prepare(client, "rest", nanos);
        open.add(ground::remove);
        Planting planting = new Planting(options.objects(), options.queries(), options.interval(), 1);
        Plantation plantation = new Plantation(client, ground.namespace(), planting, prometheus.address());
        plantation.make();
        Replicas replicas = open.add(new Replicas(options.jvm(), kubeconfig, ground.namespace(), folder.path(), nanos));
        open.add(() -> ground.clear(options.objects()));

        long start = nanos.getAsLong();
        replicas.start(options.replicas());
        ground.aggregate(replicas.first().api());
        Duration ready;
        boolean hpaController;
        try (Sight sight = Sight.open(client, ground.namespace(), options.objects(), nanos)) {
            untilReady(sight);
            ready = Duration.ofNanos(nanos.getAsLong() - start);
            hpaController = sight.attended(ATTENDED_LIMIT);
        }
        LOG.info(
                "All Ready objects={} after={} s hpaController={}",
                options.objects(),
                ready.toSeconds(),
                hpaController);
        new Ledger(client, nanos).untilQuiet();
        Caller caller = Clients.caller(kubeconfig);
        Look look = look(replicas, prometheus, hpaController ? List.of() : plantation.uris(), caller);
        FirstAnswers.Times anew = anew(replicas, plantation.uris(), caller);
        return new RestReport(
                options,
                ready,
                hpaController,
                look.asked,
                look.failed,
                look.polls,
                look.measured,
                look.processes,
                anew,
                look.loadAverage);
    }

    private void untilReady(Sight sight) throws IOException, InterruptedException {
        if (!sight.untilReady(options.limit())) {
            throw new IOException("of " + options.objects() + " objects " + sight.progress() + " after "
                    + options.limit().toSeconds() + " s");
        }
    }

    /** @param uris what the crowd asks for; none if others ask */
    private Look look(Replicas replicas, CountingPrometheus prometheus, List<String> uris, Caller caller)
            throws IOException, InterruptedException, GeneralSecurityException {
        LOG.info("Looking seconds={}", options.measuring().toSeconds());
        long asked = replicas.asked();
        long polls = prometheus.polls();
        List<Duration> before = cpu(replicas);
        long from = nanos.getAsLong();
        long failed = pass(replicas, uris, caller);
        Duration measured = Duration.ofNanos(nanos.getAsLong() - from);
        List<Duration> after = cpu(replicas);
        long polled = prometheus.polls() - polls;
        double loadAverage = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        long answered = replicas.asked() - asked;
        List<OneProcess> processes = new ArrayList<>();
        for (int number = 0; number < after.size(); number++) {
            ServerProcess process = replicas.processes().get(number);
            Duration worked = after.get(number).minus(before.get(number));
            long resident = process.residentMiB();
            processes.add(new OneProcess(resident, process.peakMiB(), process.heapBytes(), worked));
        }
        return new Look(answered, failed, polled, measured, processes, loadAverage);
    }

    /** Lets the time pass in which is measured, and answers how many requests of the crowd failed. */
    private long pass(Replicas replicas, List<String> uris, Caller caller)
            throws IOException, InterruptedException, GeneralSecurityException {
        if (uris.isEmpty()) {
            Thread.sleep(options.measuring().toMillis());
            return 0;
        }
        int port = replicas.first().api();
        RequestFrames requests = new RequestFrames("127.0.0.1:" + port, uris, caller);
        try (Crowd crowd = Streams.open(port, requests, caller, nanos)) {
            return crowd.paced(options.measuring(), new Pace(options.perSecond()), new Histogram(3))
                    .failed();
        }
    }

    private static List<Duration> cpu(Replicas replicas) {
        return replicas.processes().stream().map(ServerProcess::cpu).toList();
    }

    private FirstAnswers.Times anew(Replicas replicas, List<String> uris, Caller caller)
            throws IOException, InterruptedException, GeneralSecurityException {
        LOG.info("Starting anew");
        int port = replicas.first().api();
        replicas.close();
        long start = nanos.getAsLong();
        int listening = replicas.startAt(port).ports(Replicas.START_LIMIT).api();
        LOG.info("Listening after={} ms", (nanos.getAsLong() - start) / 1_000_000);
        try (FirstAnswers answers = FirstAnswers.open(listening, uris, caller, nanos)) {
            return answers.await(start, options.limit());
        }
    }

    @Override
    public void close() {
        open.close();
    }
}
