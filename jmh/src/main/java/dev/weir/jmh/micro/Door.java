package dev.weir.jmh.micro;

import dev.weir.controller.certificates.CertificateMaker;
import dev.weir.controller.certificates.CertifiedKey;
import dev.weir.gateway.access.ClusterAccess;
import dev.weir.gateway.config.Settings;
import dev.weir.jmh.harness.LoopBenchmark;
import dev.weir.jmh.harness.MemoryRequest;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The check in front of the hot route, of a request that the aggregation layer sends for somebody who may read all metrics,
 * next to no check: the difference is what access control adds to each request, without sockets and TLS.
 *
 * <pre>
 * JDK 17, 2 cores of an AMD EPYC (Zen 4), busy with other builds; processor time of a plain loop over both methods
 * guarded  340 ns  24 B    open  17 ns  24 B
 * </pre>
 */
public class Door extends LoopBenchmark {

    private static final String URI = "/apis/external.metrics.k8s.io/v1beta1/namespaces/shop/s0-queue"
            + "?labelSelector=scaledobject.keda.sh%2Fname%3Dorders";
    private static final Buffer IN = Buffer.buffer("in");

    private final Handler<HttpServerRequest> open =
            request -> request.response().end(IN);
    private final Vertx vertx = Vertx.vertx();
    private Handler<HttpServerRequest> guarded = open;
    private MemoryRequest request = new MemoryRequest("");
    private @Nullable KubernetesClient client;

    /** Makes a proxy that is trusted, and waits until it is. */
    @Setup
    public void trust() throws IOException {
        CertifiedKey authority = CertificateMaker.authority(Instant.now());
        CertifiedKey proxy = CertificateMaker.leaf(authority, List.of("front-proxy-client"), Instant.now());
        Path file = Files.createTempFile("weir-door", ".crt");
        Files.writeString(file, authority.certificatePem());
        request = MemoryRequest.shown(headers(), proxy.certificate());
        client = new KubernetesClientBuilder().build();
        ClusterAccess access = CompletableFuture.supplyAsync(() -> access(file)).join();
        guarded = access.before(vertx.getOrCreateContext(), open);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!IN.equals(ask())) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the proxy is not let in");
            }
            Thread.onSpinWait();
        }
        Files.delete(file);
    }

    private ClusterAccess access(Path authority) {
        KubernetesClient never = Objects.requireNonNull(client);
        ClusterAccess access = new ClusterAccess(
                vertx,
                never,
                never,
                never,
                Settings.from(Map.of(
                                "requestheader-client-ca-file", authority.toString(),
                                "requestheader-allowed-names", "front-proxy-client",
                                "authentication-skip-lookup", "true"))
                        .access(),
                new byte[] {1},
                InstantSource.system(),
                new SimpleMeterRegistry());
        access.start();
        return access;
    }

    /** What the API server sends with a question of its HPA controller; whoever is a master is not asked about. */
    private static MultiMap headers() {
        return MultiMap.caseInsensitiveMultiMap()
                .add("accept", "application/vnd.kubernetes.protobuf, application/json")
                .add("accept-encoding", "gzip")
                .add("user-agent", "kube-controller-manager/v1.36.3 (linux/amd64) kubernetes/system:serviceaccount")
                .add("audit-id", "0f7a2f0c-5f0e-4f0f-9a3f-0d9f5c0b8d11")
                .add("x-forwarded-for", "127.0.0.1")
                .add("x-forwarded-host", "127.0.0.1:6443")
                .add("x-forwarded-proto", "https")
                .add("x-remote-extra-authentication.kubernetes.io%2fcredential-id", "JTI=6d8c1c4e")
                .add("x-remote-group", "system:serviceaccounts")
                .add("x-remote-group", "system:serviceaccounts:kube-system")
                .add("x-remote-group", "system:masters")
                .add("x-remote-group", "system:authenticated")
                .add("x-remote-user", "system:serviceaccount:kube-system:horizontal-pod-autoscaler");
    }

    /** Closes what was opened. */
    @TearDown
    public void close() {
        Objects.requireNonNull(client).close();
        vertx.close();
    }

    /** With the check. */
    @Benchmark
    public @Nullable Buffer guarded() {
        return ask();
    }

    /** Without. */
    @Benchmark
    public @Nullable Buffer open() {
        open.handle(request.to(URI));
        return request.body();
    }

    private @Nullable Buffer ask() {
        guarded.handle(request.to(URI));
        return request.body();
    }
}
