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

/**
 * Everything outside of Weir: the API server with its nodes and its HPA controller, and the sources. Has a Vert.x of its own,
 * so that Weir shares no thread with what it talks to.
 */
final class World {

    private static final Duration SAMPLE = Duration.ofSeconds(1);

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final ApiServer api = ApiServer.start();
    private final KubernetesClient client = api.client(vertx);
    private final Watch<Deployment> deployments = Watch.of(client, Deployment.class, Namespaces.ALL);
    private final Watch<HorizontalPodAutoscaler> hpas = Watch.of(client, HorizontalPodAutoscaler.class, Namespaces.ALL);
    private final Nodes nodes = new Nodes(vertx, client, deployments);
    private final Journeys journeys = new Journeys();
    private final Elapsed elapsed;
    private final LongSupplier nanos;
    private final List<Item> items;
    private final Sources sources;
    private String address = "";

    /**
     * Opens the API server at once, which blocks.
     *
     * @param nanos a time that only goes forward
     */
    World(List<Item> items, Elapsed elapsed, LongSupplier nanos) {
        this.items = items;
        this.elapsed = elapsed;
        this.nanos = nanos;
        this.sources = new Sources(vertx, Shop.questions(), elapsed);
    }

    /** Starts everything but the HPA loop; there are no workloads yet, and it is night until {@link #begin}. */
    Future<Void> start() {
        deployments.onChange((before, after) -> {
            if (after != null) {
                loop.runOnContext(ignored -> changed(after));
            }
        });
        return Future.all(deployments.start(), hpas.start())
                .compose(watching -> sources.start())
                .map(url -> {
                    address = url;
                    vertx.setPeriodic(SAMPLE.toMillis(), tick -> loop.runOnContext(ignored -> sample()));
                    return null;
                });
    }

    private void changed(Deployment deployment) {
        journeys.saw(deployment.getMetadata().getName(), deployment.getSpec().getReplicas());
        nodes.changed(ObjectKey.of(deployment));
    }

    private void sample() {
        journeys.sample();
        api.forgetRequests();
    }

    /** A client for Weir, on its own Vert.x. */
    KubernetesClient client(Vertx weir) {
        return api.client(weir);
    }

    /** Applies the manifests of the shop, as a user would. It is night, so nothing has anything to do yet. */
    Future<Void> apply() {
        return vertx.executeBlocking(
                () -> {
                    items.forEach(this::create);
                    return null;
                },
                false);
    }

    /**
     * Begins: days pass, and the HPAs are evaluated.
     *
     * @param gatewayPort where metrics are got
     */
    Future<HpaLoop> begin(int gatewayPort) {
        elapsed.begin();
        MetricsClient metrics = new MetricsClient(vertx, gatewayPort, nanos);
        HpaLoop hpaLoop = new HpaLoop(vertx, client, hpas, deployments, metrics, elapsed.clock());
        return metrics.connect().map(connected -> {
            loop.runOnContext(ignored -> hpaLoop.start());
            return hpaLoop;
        });
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

    /** Ends connections and servers; its event loops are still there, so that somebody hears of it. */
    Future<Void> stop() {
        return onLoop(() -> {
                    nodes.stop();
                    return null;
                })
                .eventually(() -> vertx.executeBlocking(() -> {
                    stopClient();
                    return null;
                }))
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
        deployments.stop();
        hpas.stop();
        client.close();
    }
}
