package dev.weir.gateway.replicas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.scalers.testing.ServerProcess;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three real processes on loopback over the same sources, which say when they were asked. */
@Timeout(value = 400, unit = TimeUnit.SECONDS)
final class ReplicasIT {

    private static final int SOURCES = 60;
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    /** Three intervals, and what a poll and its way to a reader take on a busy machine. */
    private static final Duration OLDEST = INTERVAL.multipliedBy(3).plusSeconds(2);

    private static final int PER_SECOND = 1_000;
    private static final Pattern VALUE = Pattern.compile("\"value\":\"([0-9]+)\"");

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http =
            vertx.createHttpClient(new HttpClientOptions().setKeepAlive(true), new PoolOptions().setHttp1MaxSize(40));
    private final Context loop = vertx.getOrCreateContext();
    private final AtomicInteger polls = new AtomicInteger();
    private final List<Integer> clusterPorts = new ArrayList<>();
    private final List<Replica> replicas = new ArrayList<>();

    private final class Replica {
        private final int number;
        private final int port = ServerProcess.freePort();
        private final int healthPort = ServerProcess.freePort();
        private ServerProcess process;

        Replica(int number) {
            this.number = number;
            this.process = launch();
        }

        private ServerProcess launch() {
            return ServerProcess.start(
                    "weir" + number,
                    folder,
                    Map.of(),
                    List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-jar",
                            Path.of("target", "weir.jar").toAbsolutePath().toString(),
                            "serve",
                            "--objects",
                            folder.resolve("objects").toString(),
                            "--insecure-http",
                            "--port",
                            Integer.toString(port),
                            "--metrics-port",
                            Integer.toString(healthPort),
                            "--set",
                            "cluster-port=" + clusterPorts.get(number),
                            "--set",
                            "cluster-members=127.0.0.1:" + clusterPorts.get(0) + ",127.0.0.1:" + clusterPorts.get(1)
                                    + ",127.0.0.1:" + clusterPorts.get(2),
                            "--set",
                            "cluster-secret-file=" + folder.resolve("secret")));
        }

        void ready() {
            process.ready(
                    Duration.ofSeconds(90), () -> get(healthPort, "/readyz").isPresent());
        }

        double meter(String name) {
            Matcher line = Pattern.compile("(?m)^" + name + "(?:\\{[^}]*})? ([0-9.E]+)$")
                    .matcher(get(healthPort, "/metrics").orElse(""));
            return line.find() ? Double.parseDouble(line.group(1)) : -1;
        }

        void signal(String signal) throws IOException, InterruptedException {
            assertEquals(
                    0,
                    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                            .start()
                            .waitFor());
        }
    }

    @BeforeEach
    void start() throws IOException {
        int port = vertx.createHttpServer()
                .requestHandler(request -> {
                    polls.incrementAndGet();
                    request.response().end("{\"v\":" + System.currentTimeMillis() / 1_000 + "}");
                })
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
        Files.writeString(folder.resolve("secret"), "only three processes know of this one");
        Files.createDirectory(folder.resolve("objects"));
        for (int i = 0; i < SOURCES; i++) {
            Files.writeString(folder.resolve("objects").resolve("o" + i + ".yaml"), """
                    apiVersion: keda.sh/v1alpha1
                    kind: ScaledObject
                    metadata: {name: o%d, namespace: shop}
                    spec:
                      scaleTargetRef: {name: o%d}
                      pollingInterval: %d
                      triggers:
                      - type: metrics-api
                        metadata: {url: "http://127.0.0.1:%d/%d", valueLocation: v, targetValue: "10"}
                    """.formatted(
                            i, i, INTERVAL.toSeconds(), port, i));
        }
        for (int i = 0; i < 3; i++) {
            clusterPorts.add(ServerProcess.freePort());
        }
        for (int i = 0; i < 3; i++) {
            replicas.add(new Replica(i));
        }
        replicas.forEach(Replica::ready);
        until("three members", () -> replicas.stream().allMatch(one -> one.meter("weir_cluster_members") == 3));
    }

    @AfterEach
    void stop() {
        replicas.forEach(replica -> replica.process.close());
        vertx.close().await();
    }

    @Test
    void oneIsKilledOneHangsAndReadersOfTheOthersDoNotNotice() throws Exception {
        pause(INTERVAL);
        assertOnePollEach("three replicas");

        Replica killed = replicas.get(2);
        Readers readers = new Readers(replicas.get(0), replicas.get(1));
        readers.read(Duration.ofSeconds(5));
        killed.process.kill();
        readers.read(Duration.ofSeconds(30));
        readers.assertServed();
        until("two members", () -> replicas.get(0).meter("weir_cluster_members") == 2);
        assertOnePollEach("two replicas");

        killed.process = killed.launch();
        killed.ready();
        Readers late = new Readers(killed, killed);
        late.read(Duration.ofSeconds(2));
        late.assertServed();
        until("three again", () -> replicas.stream().allMatch(one -> one.meter("weir_cluster_members") == 3));
        pause(INTERVAL);
        assertOnePollEach("three again");

        Replica hanging = replicas.get(1);
        hanging.signal("STOP");
        Readers meanwhile = new Readers(replicas.get(0), replicas.get(2));
        meanwhile.read(Duration.ofSeconds(25));
        meanwhile.assertServed();
        hanging.signal("CONT");
        until("it is back", () -> replicas.stream().allMatch(one -> one.meter("weir_cluster_members") == 3));
        pause(INTERVAL.multipliedBy(2));
        assertOnePollEach("three after one hung");
    }

    /** Each source is asked once in its interval, by whomever. */
    private void assertOnePollEach(String when) {
        int before = polls.get();
        int intervals = 4;
        pause(INTERVAL.multipliedBy(intervals));
        int asked = polls.get() - before;
        assertTrue(
                asked >= SOURCES * (intervals - 1) && asked <= SOURCES * (intervals + 1) * 21 / 20,
                when + ": " + asked + " polls of " + SOURCES + " sources in " + intervals + " intervals");
    }

    /** Readers at a fixed rate, to two replicas in turn. */
    private final class Readers {
        private final Replica one;
        private final Replica other;
        private final AtomicInteger sent = new AtomicInteger();
        private final AtomicInteger served = new AtomicInteger();
        private final AtomicLong oldestSeconds = new AtomicLong();
        private final Queue<String> failures = new ConcurrentLinkedQueue<>();
        private final List<Future<?>> pending = new ArrayList<>();

        Readers(Replica one, Replica other) {
            this.one = one;
            this.other = other;
        }

        void read(Duration duration) {
            long start = System.nanoTime();
            long each = TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
            long count = duration.toNanos() / each;
            for (long i = 0; i < count; i++) {
                long due = start + i * each;
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                Replica replica = i % 2 == 0 ? one : other;
                int number = (int) (i / 2 % SOURCES);
                Promise<Object> answered = Promise.promise();
                pending.add(answered.future());
                loop.runOnContext(turn -> ask(replica, number).onComplete(end -> answered.complete()));
            }
        }

        private Future<?> ask(Replica replica, int number) {
            sent.incrementAndGet();
            String uri = "/apis/external.metrics.k8s.io/v1beta1/namespaces/shop/s0-metric-api-v"
                    + "?labelSelector=scaledobject.keda.sh%2Fname%3Do" + number;
            return http.request(HttpMethod.GET, replica.port, "127.0.0.1", uri)
                    .compose(request -> request.send()
                            .compose(response -> response.body().onSuccess(body -> {
                                Matcher value = VALUE.matcher(body.toString());
                                if (response.statusCode() == 200 && value.find()) {
                                    served.incrementAndGet();
                                    long taken = Long.parseLong(value.group(1));
                                    oldestSeconds.accumulateAndGet(
                                            System.currentTimeMillis() / 1_000 - taken, Math::max);
                                } else {
                                    failures.add(response.statusCode() + " " + body);
                                }
                            })))
                    .onFailure(failed -> failures.add(failed.toString()))
                    .otherwiseEmpty();
        }

        void assertServed() {
            Future.join(pending).await();
            List<String> some = failures.stream().limit(3).toList();
            assertEquals(0, failures.size(), some::toString);
            assertEquals(sent.get(), served.get());
            assertTrue(
                    oldestSeconds.get() <= OLDEST.toSeconds(), () -> "a value of " + oldestSeconds + " s was served");
            System.out.println(served + " requests served, oldest value " + oldestSeconds + " s");
        }
    }

    private Optional<String> get(int port, String path) {
        try {
            return http.request(HttpMethod.GET, port, "127.0.0.1", path)
                    .compose(request -> request.send()
                            .compose(response -> response.body()
                                    .map(body ->
                                            Optional.of(body.toString()).filter(text -> response.statusCode() == 200))))
                    .await(5, TimeUnit.SECONDS);
        } catch (Exception notYet) {
            return Optional.empty();
        }
    }

    private static void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "still not so after 60 s: " + what);
            pause(Duration.ofMillis(100));
        }
    }

    private static void pause(Duration duration) {
        LockSupport.parkNanos(duration.toNanos());
    }
}
