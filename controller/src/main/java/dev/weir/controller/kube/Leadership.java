package dev.weir.controller.kube;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import io.vertx.core.Future;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the Lease that makes this process the one that writes. A leader that cannot renew in time stops leading before
 * another one may start, and stands again.
 */
public final class Leadership {

    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);

    private static final int MOST_TRIES = 10;

    /** Of giving the Lease back; an API server that does not answer by then is asked once more. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final String RESIGNATION =
            "{\"metadata\":{\"resourceVersion\":\"%s\"},\"spec\":{\"holderIdentity\":\"\",\"leaseDurationSeconds\":1}}";

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

        /** The same with other times. */
        public Settings with(Duration lease, Duration deadline, Duration retry) {
            return new Settings(namespace, name, identity, lease, deadline, retry);
        }

        /** The same with another Lease. */
        public Settings named(String lease) {
            return new Settings(namespace, lease, identity, leaseDuration, renewDeadline, retryPeriod);
        }

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
    private final Duration patience;
    private final AtomicBoolean leading = new AtomicBoolean();
    private volatile boolean stopped;
    private volatile Runnable onStop = () -> {};
    private volatile @Nullable CompletableFuture<?> election;

    /** The executor runs the election's blocking calls; it is not an event loop. */
    public Leadership(KubernetesClient client, Settings settings, Executor executor) {
        this(client, settings, executor, PATIENCE);
    }

    /** With a patience of a test's own. */
    Leadership(KubernetesClient client, Settings settings, Executor executor, Duration patience) {
        this.patience = patience;
        this.client = client;
        this.settings = settings;
        this.executor = executor;
    }

    /** Stands for election until stopped; calls back from threads of the executor. */
    public void start(Runnable onStart, Runnable onStop) {
        this.onStop = onStop;
        stand(onStart);
    }

    private void stand(Runnable onStart) {
        if (stopped) {
            return;
        }
        LeaderCallbacks callbacks = new LeaderCallbacks(
                () -> lead(onStart),
                this::standDown,
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
        running.whenComplete((ignored, cause) -> stand(onStart));
    }

    public boolean leading() {
        return leading.get();
    }

    /**
     * Stops leading at once, then gives the Lease back, so that another replica need not wait for its end. Takes twice the
     * patience at most, for the client waits for an answer that got lost without an end of its own.
     */
    public Future<Void> stop() {
        stopped = true;
        standDown();
        return patiently(this::resign)
                .recover(late -> {
                    LOG.warn("Lease is given back once more, the API server is silent lease={}", settings.name());
                    return patiently(this::handBack);
                })
                .otherwise(late -> {
                    LOG.warn(
                            "Lease not given back, it ends by itself lease={}/{}: no answer within {}",
                            settings.namespace(),
                            settings.name(),
                            patience);
                    return null;
                });
    }

    private Future<Void> patiently(Runnable blocking) {
        return Future.fromCompletionStage(CompletableFuture.runAsync(blocking, executor))
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void resign() {
        CompletableFuture<?> running = election;
        if (running != null) {
            running.cancel(true);
        }
        handBack();
    }

    private void handBack() {
        try {
            int tries = 0;
            while (!handedBack() && ++tries < MOST_TRIES) {
                LOG.debug("Lease was written meanwhile, giving it back again lease={}", settings.name());
            }
        } catch (KubernetesClientException e) {
            LOG.warn(
                    "Lease not given back, it ends by itself lease={}/{}: {}",
                    settings.namespace(),
                    settings.name(),
                    ApiFailure.sentence(e));
        }
    }

    /**
     * The elector shortens the Lease but leaves its own name in it, which others would wait for. Its last write may cross
     * this one.
     *
     * @return false on a conflict
     */
    private boolean handedBack() {
        Resource<Lease> lease =
                client.leases().inNamespace(settings.namespace()).withName(settings.name());
        Lease held = lease.get();
        if (held == null || !settings.identity().equals(held.getSpec().getHolderIdentity())) {
            return true;
        }
        try {
            lease.patch(
                    PatchContext.of(PatchType.JSON_MERGE),
                    RESIGNATION.formatted(held.getMetadata().getResourceVersion()));
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return false;
            }
            throw e;
        }
    }

    private void lead(Runnable onStart) {
        if (!stopped) {
            leading.set(true);
            onStart.run();
        }
    }

    /** The elector does not always tell of an end that was asked for, so who stops it says so too; told once. */
    private void standDown() {
        if (leading.getAndSet(false)) {
            onStop.run();
        }
    }
}
