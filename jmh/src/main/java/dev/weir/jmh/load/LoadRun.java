package dev.weir.jmh.load;

import dev.weir.gateway.Main;
import dev.weir.jmh.baseline.BareServer;
import dev.weir.jmh.crowd.Asking;
import dev.weir.jmh.crowd.Caller;
import dev.weir.jmh.crowd.Connections;
import dev.weir.jmh.crowd.Crowd;
import dev.weir.jmh.crowd.RequestFrames;
import dev.weir.jmh.crowd.Streams;
import dev.weir.jmh.load.Report.Compared;
import dev.weir.jmh.scene.CountingPrometheus;
import dev.weir.jmh.scene.Folder;
import dev.weir.jmh.scene.Manifests;
import dev.weir.jmh.scene.Opened;
import dev.weir.jmh.scene.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run: a Prometheus that counts, Weir as a process of its own over generated manifests, the bare server as another one,
 * then the contest. What was started is stopped by {@link #close}, in the opposite order; closing twice is allowed.
 */
final class LoadRun implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LoadRun.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration READY_LIMIT = Duration.ofSeconds(120);

    private static final Duration POLLING = Duration.ofSeconds(15);

    private final LoadOptions options;
    private final LongSupplier nanos;
    private final InstantSource clock;
    private final Opened open = new Opened();

    LoadRun(LoadOptions options, LongSupplier nanos, InstantSource clock) {
        this.options = options;
        this.nanos = nanos;
        this.clock = clock;
    }

    Report run() throws IOException, InterruptedException, GeneralSecurityException, TimeoutException {
        Folder folder = open.add(Folder.make());
        CountingPrometheus prometheus = open.prometheus(clock);
        Manifests manifests = new Manifests(options.objects(), options.queries(), POLLING, prometheus.address());
        manifests.write(Files.createDirectory(folder.path().resolve("objects")));
        ServerProcess weir = weir(folder.path().resolve("objects"));
        ServerProcess.Ports ports = weir.ports(START_LIMIT);
        Asking asking = new Asking();
        asking.untilReady(ports.health(), READY_LIMIT, nanos);

        List<Contender> contenders = new ArrayList<>();
        contenders.add(contender("weir", weir, ports.api(), manifests));
        if (options.baseline()) {
            Path body = folder.path().resolve("answer");
            Files.write(body, asking.answer(ports.api(), manifests.uris().get(0)));
            ServerProcess bare = open.add(ServerProcess.start("the bare server", BareServer.class, body.toString()));
            contenders.add(contender("bare", bare, bare.ports(START_LIMIT).api(), manifests));
        }
        Contest contest = new Contest(contenders);
        contest.run(options);
        return report(contest, contenders, prometheus.polls());
    }

    private ServerProcess weir(Path objects) throws IOException {
        LOG.info("Starting weir objects={} queries={}", options.objects(), options.queries());
        return open.add(ServerProcess.start(
                "weir", Main.class, "serve", "--objects", objects.toString(), "--port", "0", "--metrics-port", "0"));
    }

    private Contender contender(String name, ServerProcess process, int port, Manifests manifests)
            throws IOException, GeneralSecurityException {
        return new Contender(name, process, open.add(crowd(port, manifests.uris())));
    }

    private Crowd crowd(int port, List<String> uris) throws IOException, GeneralSecurityException {
        OptionalInt connections = options.connections();
        if (connections.isPresent()) {
            return Connections.open(port, connections.getAsInt(), uris, nanos);
        }
        return Streams.open(port, new RequestFrames("127.0.0.1:" + port, uris), Caller.NOBODY, nanos);
    }

    private Report report(Contest contest, List<Contender> contenders, long polls)
            throws IOException, InterruptedException {
        Figures weir = contenders.get(0).figures(polls);
        if (contenders.size() == 1) {
            return new Report(weir, Optional.empty());
        }
        return new Report(weir, Optional.of(new Compared(contenders.get(1).figures(0), contest.ratio())));
    }

    @Override
    public void close() {
        open.close();
    }
}
