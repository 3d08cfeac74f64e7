package dev.weir.jmh.cluster;

import dev.weir.controller.api.ScaledObject;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is seen of the objects while they are looked after, by watches: a list every now and then would cost the API server
 * more than what is measured. Fed by threads of the client, asked by one caller.
 */
public final class Sight implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sight.class);
    private static final long SAY_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final LongSupplier nanos;
    private final Set<String> ready = ConcurrentHashMap.newKeySet();
    private final Set<String> scaled = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> left = new ConcurrentHashMap<>();
    private final CountDownLatch allReady;
    private final CountDownLatch allScaled;
    private final CountDownLatch allLeft;
    private final CountDownLatch oneAttended = new CountDownLatch(1);
    private final List<SharedIndexInformer<?>> informers = new ArrayList<>();

    private Sight(int objects, LongSupplier nanos) {
        this.nanos = nanos;
        allReady = new CountDownLatch(objects);
        allScaled = new CountDownLatch(objects);
        allLeft = new CountDownLatch(objects);
    }

    public static Sight open(KubernetesClient client, String namespace, int objects, LongSupplier nanos) {
        Sight sight = new Sight(objects, nanos);
        sight.informers.add(
                client.resources(ScaledObject.class).inNamespace(namespace).inform(each(sight::see)));
        sight.informers.add(client.autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace(namespace)
                .inform(each(sight::see)));
        return sight;
    }

    /** Sees from now on when Deployments leave zero, too. */
    public void watchDeployments(KubernetesClient client, String namespace) {
        informers.add(client.apps().deployments().inNamespace(namespace).inform(each(this::see)));
    }

    private void see(ScaledObject object) {
        if (object.getStatus() != null
                && object.getStatus().getConditions() != null
                && object.getStatus().getConditions().stream()
                        .anyMatch(is -> "Ready".equals(is.getType()) && "True".equals(is.getStatus()))
                && ready.add(object.getMetadata().getName())) {
            allReady.countDown();
        }
    }

    private void see(HorizontalPodAutoscaler hpa) {
        if (scaled.add(hpa.getMetadata().getName())) {
            allScaled.countDown();
        }
        if (hpa.getStatus() != null
                && hpa.getStatus().getConditions() != null
                && !hpa.getStatus().getConditions().isEmpty()) {
            oneAttended.countDown();
        }
    }

    private void see(Deployment deployment) {
        Integer replicas = deployment.getSpec().getReplicas();
        if (replicas != null
                && replicas > 0
                && left.putIfAbsent(deployment.getMetadata().getName(), nanos.getAsLong()) == null) {
            allLeft.countDown();
        }
    }

    /** Whether every object is Ready and has its HPA, after waiting for it. */
    public boolean untilReady(Duration limit) throws InterruptedException {
        long deadline = nanos.getAsLong() + limit.toNanos();
        return all(allReady, deadline) && all(allScaled, deadline);
    }

    private boolean all(CountDownLatch latch, long deadline) throws InterruptedException {
        for (long left = deadline - nanos.getAsLong(); left > 0; left = deadline - nanos.getAsLong()) {
            if (latch.await(Math.min(left, SAY_EVERY_NANOS), TimeUnit.NANOSECONDS)) {
                return true;
            }
            LOG.info("Waiting: {}", progress());
        }
        return latch.getCount() == 0;
    }

    /** Whether an HPA controller has looked at one of the HPAs, after waiting for it. */
    public boolean attended(Duration limit) throws InterruptedException {
        return oneAttended.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** How many are Ready, and how many have an HPA. */
    public String progress() {
        return ready.size() + " are Ready, " + scaled.size() + " have an HPA";
    }

    /** Waits until every Deployment has left zero, or as long as is allowed. */
    public void untilLeft(Duration limit) throws InterruptedException {
        allLeft.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** How long after this moment each Deployment left zero, shortest first. */
    public List<Duration> left(long since) {
        return left.values().stream()
                .map(at -> Duration.ofNanos(at - since))
                .sorted()
                .toList();
    }

    private static <T extends HasMetadata> ResourceEventHandler<T> each(Consumer<T> see) {
        return new ResourceEventHandler<>() {
            @Override
            public void onAdd(T added) {
                see.accept(added);
            }

            @Override
            public void onUpdate(T before, T after) {
                see.accept(after);
            }

            @Override
            public void onDelete(T last, boolean stale) {
                // Only the end of the run deletes.
            }
        };
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::stop);
    }
}
