package dev.weir.gateway.demo;

import dev.weir.controller.kube.Namespaces;
import dev.weir.controller.kube.ObjectKey;
import dev.weir.controller.kube.Watch;
import dev.weir.gateway.demo.Shop.Item;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything outside of Weir: the API server with its nodes and its HPA controller, and the sources. Has a Vert.x of its own,
 * so that Weir shares no thread with what it talks to.
 */
final class World {

    private static final Duration SAMPLE = Duration.ofSeconds(1);

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final ApiServer api = new ApiServer();
    private final Journeys journeys = new Journeys();
    private final Elapsed elapsed;
    private final LongSupplier nanos;
    private final List<Item> items;
    private final Sources sources;
    private @Nullable KubernetesClient client;
    private @Nullable Watch<Deployment> deployments;
    private @Nullable Watch<HorizontalPodAutoscaler> hpas;
    private @Nullable HpaLoop hpaLoop;
    private @Nullable MetricsClient metrics;
    private String address = "";

    /** @param nanos a time that only goes forward */
    World(List<Item> items, Elapsed elapsed, LongSupplier nanos) {
        this.items = items;
        this.elapsed = elapsed;
        this.nanos = nanos;
        this.sources = new Sources(vertx, Shop.questions(), elapsed);
    }

    /** Starts everything but the HPA loop; there are no workloads yet. */
    Future<Void> start() {
        return vertx.<KubernetesClient>executeBlocking(() -> {
                    api.start();
                    return api.client(vertx);
                })
                .compose(open -> {
                    client = open;
                    return watch(open);
                })
                .compose(watching -> sources.start())
                .map(url -> {
                    address = url;
                    vertx.setPeriodic(SAMPLE.toMillis(), tick -> loop.runOnContext(ignored -> sample()));
                    return null;
                });
    }

    private Future<Void> watch(KubernetesClient open) {
        deployments = Watch.of(open, Deployment.class, Namespaces.ALL);
        hpas = Watch.of(open, HorizontalPodAutoscaler.class, Namespaces.ALL);
        Nodes nodes = new Nodes(vertx, open, deployments);
        deployments.onChange((before, after) -> {
            if (after != null) {
                loop.runOnContext(ignored -> {
                    journeys.saw(after.getMetadata().getName(), after.getSpec().getReplicas());
                    nodes.changed(ObjectKey.of(after));
                });
            }
        });
        return Future.all(deployments.start(), hpas.start()).mapEmpty();
    }

    private void sample() {
        journeys.sample();
        api.forgetRequests();
    }

    /** A client for Weir, on its own Vert.x. */
    KubernetesClient client(Vertx weir) {
        return api.client(weir);
    }

    /** Begins: applies the manifests of the shop, as a user would, and has the HPAs evaluated from now on. */
    Future<Void> begin(int gatewayPort) {
        metrics = new MetricsClient(vertx, gatewayPort, nanos);
        return metrics.connect().compose(connected -> apply());
    }

    private Future<Void> apply() {
        elapsed.begin();
        hpaLoop = new HpaLoop(vertx, client, hpas, deployments, metrics, elapsed.clock());
        loop.runOnContext(ignored -> hpaLoop.start());
        return vertx.executeBlocking(
                () -> {
                    items.forEach(this::create);
                    return null;
                },
                false);
    }

    private void create(Item item) {
        client.resource(Manifests.deployment(item)).create();
        client.resource(Manifests.scaledObject(item, address)).create();
    }

    /** Asks for something on the event loop that owns the journeys. */
    <T> Future<T> onLoop(Callable<T> question) {
        Promise<T> answer = Promise.promise();
        loop.runOnContext(ignored -> {
            try {
                answer.complete(question.call());
            } catch (Exception e) {
                answer.fail(e);
            }
        });
        return answer.future();
    }

    List<Item> items() {
        return items;
    }

    Journeys journeys() {
        return journeys;
    }

    Sources sources() {
        return sources;
    }

    Gets gets() {
        return metrics == null ? new Gets() : metrics.gets();
    }

    /** Lets the HPA loop rest; counts do not move any more because of it. */
    void rest() {
        if (hpaLoop != null) {
            loop.runOnContext(ignored -> hpaLoop.stop());
        }
    }

    /** Ends connections and servers; its event loops are still there, so that somebody hears of it. */
    Future<Void> stop() {
        rest();
        return vertx.executeBlocking(() -> {
                    stopClient();
                    return null;
                })
                .eventually(sources::stop)
                .eventually(() -> vertx.executeBlocking(() -> {
                    api.stop();
                    return null;
                }))
                .mapEmpty();
    }

    /** Ends the event loops; after {@link #stop}. */
    Future<Void> close() {
        return vertx.close();
    }

    private void stopClient() {
        if (deployments != null && hpas != null) {
            deployments.stop();
            hpas.stop();
        }
        if (client != null) {
            client.close();
        }
    }
}
