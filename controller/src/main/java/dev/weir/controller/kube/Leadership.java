package dev.weir.controller.kube;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the Lease that makes this process the one that writes. A leader that cannot renew in time stops leading before
 * another one may start, and stands again.
 */
public final class Leadership {

    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);

    /**
     * Which Lease, and how fast it changes hands.
     *
     * @param identity different for every process
     */
    public record Settings(
            String namespace,
            String name,
            String identity,
            Duration leaseDuration,
            Duration renewDeadline,
            Duration retryPeriod) {

        /** KEDA's Lease and times, so that Weir and KEDA never lead at the same time. */
        public static Settings likeKeda(String namespace, String identity) {
            return new Settings(
                    namespace,
                    "operator.keda.sh",
                    identity,
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(2));
        }
    }

    private final KubernetesClient client;
    private final Settings settings;
    private final Executor executor;
    private volatile boolean leading;
    private volatile boolean stopped;
    private volatile @Nullable CompletableFuture<?> election;

    /** The executor runs the election's blocking calls; it is not an event loop. */
    public Leadership(KubernetesClient client, Settings settings, Executor executor) {
        this.client = client;
        this.settings = settings;
        this.executor = executor;
    }

    /** Stands for election until stopped; calls back from threads of the executor. */
    public void start(Runnable onStart, Runnable onStop) {
        if (stopped) {
            return;
        }
        LeaderCallbacks callbacks = new LeaderCallbacks(
                () -> lead(onStart),
                () -> standDown(onStop),
                holder -> LOG.info(
                        "Leader elected lease={}/{} holder={} self={}",
                        settings.namespace(),
                        settings.name(),
                        holder,
                        holder.equals(settings.identity())));
        LeaderElectionConfig config = new LeaderElectionConfig(
                new LeaseLock(settings.namespace(), settings.name(), settings.identity()),
                settings.leaseDuration(),
                settings.renewDeadline(),
                settings.retryPeriod(),
                callbacks,
                true,
                settings.name());
        CompletableFuture<?> running = new LeaderElector(client, config, executor).start();
        election = running;
        running.whenComplete((ignored, cause) -> start(onStart, onStop));
    }

    public boolean leading() {
        return leading;
    }

    /** Gives the Lease back, so that another replica can lead at once. */
    public void stop() {
        stopped = true;
        CompletableFuture<?> running = election;
        if (running != null) {
            running.cancel(true);
        }
    }

    private void lead(Runnable onStart) {
        leading = true;
        onStart.run();
    }

    private void standDown(Runnable onStop) {
        leading = false;
        onStop.run();
    }
}
