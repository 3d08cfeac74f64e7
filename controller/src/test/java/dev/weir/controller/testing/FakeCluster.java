package dev.weir.controller.testing;

import dev.weir.controller.api.CloudEventSource;
import dev.weir.controller.api.ClusterCloudEventSource;
import dev.weir.controller.api.ClusterTriggerAuthentication;
import dev.weir.controller.api.ScaledJob;
import dev.weir.controller.api.ScaledObject;
import dev.weir.controller.api.TriggerAuthentication;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * An API server in this process, on a free loopback port: keeps any object, knows the {@code /scale} of all kinds, deletes what a deleted ScaledObject owns, and remembers every request. It validates and defaults nothing.
 */
public final class FakeCluster implements AutoCloseable {

    /** The library logs every request; the tests keep their own log. */
    private static final Logger CHATTER = Logger.getLogger(MockWebServer.class.getName());

    private final ApiServer api = new ApiServer();
    private final KubernetesMockServer server;
    private final List<KubernetesClient> clients = new ArrayList<>();
    private boolean dead;

    private FakeCluster(boolean eventing) {
        CHATTER.setLevel(Level.WARNING);
        server = new KubernetesMockServer(new Context(), new MockWebServer(), new HashMap<>(), api, false);
        List.of(ScaledObject.class, ScaledJob.class, TriggerAuthentication.class, ClusterTriggerAuthentication.class)
                .forEach(kind -> api.serve(context(kind)));
        if (eventing) {
            List.of(CloudEventSource.class, ClusterCloudEventSource.class).forEach(kind -> api.serve(context(kind)));
        }
        server.init(InetAddress.getLoopbackAddress(), 0);
    }

    private static CustomResourceDefinitionContext context(Class<? extends CustomResource<?, ?>> kind) {
        CustomResourceDefinitionContext known = CustomResourceDefinitionContext.fromCustomResourceType(kind);
        return new CustomResourceDefinitionContext.Builder()
                .withGroup(known.getGroup())
                .withVersion(known.getVersion())
                .withKind(known.getKind())
                .withPlural(known.getPlural())
                .withScope(known.getScope())
                .withStatusSubresource(true)
                .build();
    }

    public static FakeCluster start() {
        return new FakeCluster(true);
    }

    /** One that was given the resources of scaling alone. */
    public static FakeCluster withoutEventing() {
        return new FakeCluster(false);
    }

    /** Has it serve a kind of somebody else's, in namespaces, whose pods {@code status.selector} names. */
    public void serve(String group, String version, String kind, String plural) {
        api.serve(new CustomResourceDefinitionContext.Builder()
                .withGroup(group)
                .withVersion(version)
                .withKind(kind)
                .withPlural(plural)
                .withScope("Namespaced")
                .build());
    }

    /** A new client that repeats no request by itself, closed with the cluster. */
    public KubernetesClient client() {
        KubernetesClient client = server.createClient(builder ->
                builder.editOrNewConfig().withRequestRetryBackoffLimit(0).endConfig());
        clients.add(client);
        return client;
    }

    /** Every request so far, in order. */
    public List<ApiServer.Request> requests() {
        return api.requests();
    }

    /** Every request so far that was to change an object, leases and events left out. */
    public Stream<ApiServer.Request> writes() {
        return requests().stream().filter(ApiServer::isWrite);
    }

    /** Forgets the requests so far. */
    public void forgetRequests() {
        api.forget();
    }

    /** From now on answers requests of this method, whose path ends so, with this failure. */
    public void refuse(String method, String pathEnd, int code, String reason, String message) {
        api.refuse(new ApiServer.Refusal(method, pathEnd, code, reason, message));
    }

    /**
     * Has the API server go away at the write after so many others, as far as its clients see; {@code done} says whether that
     * write is carried out all the same.
     */
    public void goAwayAfter(int writes, boolean done) {
        api.fail(new ApiServer.Outage(writes, done, true));
    }

    /** Has the answer to the write after so many others be lost, though it is carried out. */
    public void loseAnswerAfter(int writes) {
        api.fail(new ApiServer.Outage(writes, true, false));
    }

    /** Whether the write that one of these waits for has come. */
    public boolean wentAway() {
        return api.failed();
    }

    /** The API server is back. */
    public void comeBack() {
        api.fail(ApiServer.Outage.NONE);
    }

    /** As many objects as nobody could make one by one: lists at this path are answered so, and say nothing of others. */
    public void holds(String path, String list) {
        api.holds(path, list);
    }

    /** Ends all refusals. */
    public void accept() {
        api.accept();
    }

    /** Makes an object from YAML. */
    public HasMetadata create(KubernetesClient client, String yaml) {
        HasMetadata object = client.getKubernetesSerialization().unmarshal(yaml);
        return client.resource(object).create();
    }

    @Override
    public void close() {
        clients.forEach(KubernetesClient::close);
        die();
    }

    /** Ends the server alone: its clients find nobody any more. */
    public void die() {
        if (dead) {
            return;
        }
        dead = true;
        try {
            server.destroy();
        } catch (IllegalStateException e) {
            if (!(e.getCause() instanceof TimeoutException)) {
                throw e;
            }
            // The library waits ten seconds, which a busy machine may need; how long an end takes decides no test.
            CHATTER.log(Level.WARNING, "the API server of a test ends late", e);
        }
    }
}
