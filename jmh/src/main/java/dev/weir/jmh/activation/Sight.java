package dev.weir.jmh.activation;

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

/**
 * What is seen of the objects while they are looked after, by watches: a list every now and then would cost the API server
 * more than what is measured. Fed by threads of the client, asked by one caller.
 */
final class Sight implements AutoCloseable {

    private final LongSupplier nanos;
    private final Set<String> ready = ConcurrentHashMap.newKeySet();
    private final Set<String> scaled = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> left = new ConcurrentHashMap<>();
    private final CountDownLatch allReady;
    private final CountDownLatch allScaled;
    private final CountDownLatch allLeft;
    private final List<SharedIndexInformer<?>> informers = new ArrayList<>();

    private Sight(int objects, LongSupplier nanos) {
        this.nanos = nanos;
        allReady = new CountDownLatch(objects);
        allScaled = new CountDownLatch(objects);
        allLeft = new CountDownLatch(objects);
    }

    static Sight open(KubernetesClient client, String namespace, int objects, LongSupplier nanos) {
        Sight sight = new Sight(objects, nanos);
        sight.informers.add(
                client.resources(ScaledObject.class).inNamespace(namespace).inform(each(sight::see)));
        sight.informers.add(client.autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace(namespace)
                .inform(each(sight::see)));
        sight.informers.add(client.apps().deployments().inNamespace(namespace).inform(each(sight::see)));
        return sight;
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
    boolean untilReady(Duration limit) throws InterruptedException {
        long deadline = nanos.getAsLong() + limit.toNanos();
        return allReady.await(limit.toMillis(), TimeUnit.MILLISECONDS)
                && allScaled.await(Math.max(0, deadline - nanos.getAsLong()), TimeUnit.NANOSECONDS);
    }

    /** How many are Ready, and how many have an HPA. */
    String progress() {
        return ready.size() + " are Ready, " + scaled.size() + " have an HPA";
    }

    /** Waits until every Deployment has left zero, or as long as is allowed. */
    void untilLeft(Duration limit) throws InterruptedException {
        allLeft.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** How long after this moment each Deployment left zero, shortest first. */
    List<Duration> left(long since) {
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
