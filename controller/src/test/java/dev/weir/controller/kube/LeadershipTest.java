package dev.weir.controller.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.testing.Eventually;
import dev.weir.controller.testing.FakeCluster;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
final class LeadershipTest {

    private final FakeCluster cluster = FakeCluster.start();
    private final KubernetesClient client = cluster.client();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger stopped = new AtomicInteger();

    @AfterEach
    void close() {
        threads.shutdownNow();
        cluster.close();
    }

    @Test
    void likeKedaNeverLeadsBesideKeda() {
        Leadership.Settings settings = Leadership.Settings.likeKeda("keda", "me");

        assertEquals("operator.keda.sh", settings.name());
        assertEquals(Duration.ofSeconds(15), settings.leaseDuration());
        assertEquals(Duration.ofSeconds(10), settings.renewDeadline());
        assertEquals(Duration.ofSeconds(2), settings.retryPeriod());
    }

    @Test
    void leadsWhereNobodyDoes() {
        Leadership one = leadership("one");
        assertFalse(one.leading());

        one.start(started::incrementAndGet, stopped::incrementAndGet);

        Eventually.until(() -> started.get() == 1, () -> "never led");
        assertTrue(one.leading());
        assertEquals("one", lease().getSpec().getHolderIdentity());
        one.stop().await();
    }

    @Test
    void stopsLeadingAndGivesTheLeaseBackWhenStopped() {
        Leadership one = leadership("one");
        one.start(started::incrementAndGet, stopped::incrementAndGet);
        Eventually.until(() -> started.get() == 1, () -> "never led");

        one.stop().await();

        assertFalse(one.leading());
        assertEquals(1, stopped.get());
        assertEquals("", lease().getSpec().getHolderIdentity());
    }

    @Test
    void leadsAtOnceWhenTheOtherHasGone() {
        Leadership one = leadership("one", Duration.ofMinutes(10));
        one.start(() -> {}, () -> {});
        Eventually.until(one::leading, () -> "the first never led");
        Leadership two = leadership("two", Duration.ofMinutes(10));
        two.start(started::incrementAndGet, stopped::incrementAndGet);
        assertFalse(two.leading());

        one.stop().await();

        Eventually.until(two::leading, this::lease);
        assertEquals(1, started.get());
        assertFalse(one.leading());
        two.stop().await();
    }

    @Test
    void stopsLeadingWhenItCannotRenewAndStandsAgain() {
        Leadership one = leadership("one");
        one.start(started::incrementAndGet, stopped::incrementAndGet);
        Eventually.until(() -> started.get() == 1, () -> "never led");

        cluster.refuse("PATCH", "/leases/test", 500, "", "etcd is away");
        cluster.refuse("PUT", "/leases/test", 500, "", "etcd is away");
        Eventually.until(() -> stopped.get() == 1, () -> "leads without a lease");
        assertFalse(one.leading());

        cluster.accept();
        Eventually.until(() -> started.get() == 2, () -> "does not stand again");
        assertTrue(one.leading());
        one.stop().await();
    }

    @Test
    void endsAlsoWhenTheApiServerNeverAnswers() throws Exception {
        // Connections are taken by the system and nobody ever reads them.
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                KubernetesClient unheard = new KubernetesClientBuilder()
                        .withConfig(new ConfigBuilder(Config.empty())
                                .withMasterUrl("http://127.0.0.1:" + silent.getLocalPort())
                                .withRequestTimeout(0)
                                .build())
                        .build()) {
            Leadership one = new Leadership(
                    unheard, Leadership.Settings.likeKeda("keda", "one"), threads, Duration.ofMillis(50));
            one.stop().await(1, TimeUnit.MINUTES);
            threads.shutdownNow();
            assertTrue(threads.awaitTermination(1, TimeUnit.MINUTES), "who waits in vain can be interrupted");
        }
    }

    private Leadership leadership(String identity) {
        return leadership(identity, Duration.ofSeconds(3));
    }

    private Leadership leadership(String identity, Duration lease) {
        return new Leadership(
                client,
                new Leadership.Settings("keda", "test", identity, lease, Duration.ofSeconds(2), Duration.ofMillis(200)),
                threads);
    }

    private Lease lease() {
        return client.leases().inNamespace("keda").withName("test").get();
    }
}
