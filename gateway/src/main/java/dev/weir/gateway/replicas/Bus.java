package dev.weir.gateway.replicas;

import dev.weir.gateway.config.ReplicaSettings;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.spi.cluster.NodeListener;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.infinispan.manager.DefaultCacheManager;

/**
 * A clustered Vert.x of its own with one event loop, and what it stands on.
 *
 * @param vertx that the messages go through
 * @param manager of the cluster
 * @param membership below it
 */
record Bus(Vertx vertx, Manager manager, DefaultCacheManager membership) {

    private static final int CONNECT_MILLIS = 2_000;
    private static final int LEAVE_SECONDS = 5;

    /** Joins, on a thread of its own, for that blocks for seconds. */
    static Future<Bus> open(String name, ReplicaSettings settings, ReplicaIdentity identity) {
        return apart("weir-join", () -> Membership.join(name, settings, identity))
                .compose(membership -> apart("weir-join", () -> start(membership, settings, identity))
                        .compose(opened -> opened)
                        .recover(failed -> leave(membership).transform(left -> Future.failedFuture(failed))));
    }

    private static Future<Bus> start(
            DefaultCacheManager membership, ReplicaSettings settings, ReplicaIdentity identity) {
        Manager manager = new Manager(membership, settings.bind());
        return Vertx.builder()
                .with(new VertxOptions()
                        .setEventLoopPoolSize(1)
                        .setWorkerPoolSize(4)
                        .setInternalBlockingPoolSize(4)
                        .setEventBusOptions(options(settings, identity)))
                .withClusterManager(manager)
                .buildClustered()
                .map(vertx -> new Bus(vertx, manager, membership));
    }

    private static EventBusOptions options(ReplicaSettings settings, ReplicaIdentity identity) {
        return new EventBusOptions()
                .setHost(settings.bind())
                .setPort(settings.busPort())
                .setClusterPublicHost(settings.bind())
                .setConnectTimeout(CONNECT_MILLIS)
                .setSsl(true)
                .setClientAuth(ClientAuth.REQUIRED)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addCertValue(Buffer.buffer(identity.leaf().certificatePem()))
                        .addKeyValue(Buffer.buffer(identity.leaf().keyPem())))
                .setTrustOptions(new PemTrustOptions()
                        .addCertValue(Buffer.buffer(identity.authority().certificatePem())));
    }

    /** On a new thread that is none of Vert.x's. */
    private static <T> Future<T> apart(String name, Callable<T> task) {
        Promise<T> done = Promise.promise();
        Thread thread = new Thread(
                () -> {
                    try {
                        done.tryComplete(task.call());
                    } catch (Exception | LinkageError e) {
                        done.tryFail(e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return done.future();
    }

    private static Future<Void> leave(DefaultCacheManager membership) {
        return apart("weir-leave", () -> {
            membership.stop();
            return null;
        });
    }

    String node() {
        return manager.getNodeId();
    }

    List<String> nodes() {
        return manager.getNodes();
    }

    /** Has the others know again what they may have lost when the network was cut. */
    Future<Void> showAgain() {
        Promise<Void> shown = Promise.promise();
        manager.setNodeInfo(manager.getNodeInfo(), shown);
        return shown.future();
    }

    void listen(NodeListener listener) {
        manager.nodeListener(listener);
    }

    /**
     * Leaves. What does not end within {@value #LEAVE_SECONDS} s is left to the end of the process.
     *
     * @param with whose timers are used
     */
    Future<Void> close(Vertx with) {
        Promise<Void> left = Promise.promise();
        with.setTimer(TimeUnit.SECONDS.toMillis(LEAVE_SECONDS), due -> left.tryComplete());
        vertx.close().eventually(() -> leave(membership)).onComplete(ended -> left.tryComplete());
        return left.future();
    }
}
