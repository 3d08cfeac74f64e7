package dev.weir.jmh.footprint;

import dev.weir.jmh.crowd.Caller;
import dev.weir.jmh.crowd.FirstAnswers;
import dev.weir.jmh.scene.CountingPrometheus;
import dev.weir.jmh.scene.Folder;
import dev.weir.jmh.scene.Manifests;
import dev.weir.jmh.scene.Opened;
import dev.weir.jmh.scene.ServerProcess;
import dev.weir.jmh.scene.Shipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run: for each number of objects a fresh Weir over generated manifests. When each of its metrics has been answered and
 * an interval more has passed it is looked at for a while, then its heap is collected and counted.
 */
public final class FootprintRun implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FootprintRun.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(300);
    private static final Duration ANSWERED_LIMIT = Duration.ofSeconds(300);

    private final FootprintOptions options;
    private final LongSupplier nanos;
    private final InstantSource clock;
    private final Opened all = new Opened();

    public FootprintRun(FootprintOptions options, LongSupplier nanos, InstantSource clock) {
        this.options = options;
        this.nanos = nanos;
        this.clock = clock;
    }

    /** Blocks until all is measured. */
    public FootprintReport run() throws IOException, InterruptedException, GeneralSecurityException, TimeoutException {
        CountingPrometheus prometheus = all.prometheus(clock);
        List<Footprint> sizes = new ArrayList<>();
        for (int objects : options.sizes()) {
            try (Opened one = all.add(new Opened())) {
                sizes.add(measure(objects, prometheus, one));
            }
        }
        FootprintReport report = new FootprintReport(options, sizes);
        if (options.plot().isPresent()) {
            Files.writeString(options.plot().get(), Plot.of(report).svg());
        }
        return report;
    }

    private Footprint measure(int objects, CountingPrometheus prometheus, Opened open)
            throws IOException, InterruptedException, GeneralSecurityException {
        Folder folder = open.add(Folder.make());
        Manifests manifests =
                new Manifests(objects, options.queriesOf(objects), options.interval(), prometheus.address());
        manifests.write(folder.path());
        LOG.info("Starting weir objects={} queries={}", objects, options.queriesOf(objects));
        long start = nanos.getAsLong();
        ServerProcess weir = open.add(weir(folder.path()));
        Duration ready = answered(weir, manifests, start);
        LOG.info("Answered objects={} after={} s", objects, ready.toSeconds());
        Thread.sleep(options.interval().toMillis());

        long polls = prometheus.polls();
        Duration cpu = weir.cpu();
        long from = nanos.getAsLong();
        Thread.sleep(options.measuring().toMillis());
        double seconds = (nanos.getAsLong() - from) / 1e9;
        double millicores = weir.cpu().minus(cpu).toMillis() / seconds;
        double pollsPerSecond = (prometheus.polls() - polls) / seconds;
        long resident = weir.residentMiB();
        Footprint size =
                new Footprint(objects, ready, weir.heapBytes(), resident, weir.peakMiB(), millicores, pollsPerSecond);
        // One at a time, so that those that were measured are not lost with one that cannot be.
        LOG.info("Measured {}", size);
        return size;
    }

    private ServerProcess weir(Path objects) throws IOException {
        return new Shipped(options.jvm())
                .serve(
                        "weir",
                        Map.of(),
                        List.of("--objects", objects.toString(), "--port", "0", "--metrics-port", "0"));
    }

    /** Every object is to be measured, and remembered by its URI as HPAs have it. */
    private Duration answered(ServerProcess weir, Manifests manifests, long start)
            throws IOException, InterruptedException, GeneralSecurityException {
        int port = weir.ports(START_LIMIT).api();
        LOG.info("Listening after={} ms", (nanos.getAsLong() - start) / 1_000_000);
        try (FirstAnswers answers = FirstAnswers.open(port, manifests.uris(), Caller.NOBODY, nanos)) {
            return answers.await(start, ANSWERED_LIMIT).all();
        }
    }

    @Override
    public void close() {
        all.close();
    }
}
