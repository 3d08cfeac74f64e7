package dev.weir.gateway.demo;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.vertx5.Vertx5HttpClientFactory;
import io.fabric8.mockwebserver.MockWebServer;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A Kubernetes API server in this process: HTTP on a free port of 127.0.0.1, everything in memory, nobody is checked. */
final class ApiServer {

    /** Kept, because the log manager forgets the level of a logger that nobody holds. It tells of every request. */
    private static final Logger REQUESTS = Logger.getLogger("io.fabric8.mockwebserver.MockWebServer");

    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final MockWebServer server;

    private ApiServer(MockWebServer server) {
        this.server = server;
    }

    /** Opens the port; blocks. */
    static ApiServer start() {
        REQUESTS.setLevel(Level.WARNING);
        MockWebServer server = new MockWebServer();
        server.setDispatcher(new ApiDispatcher());
        try {
            server.start(InetAddress.getByAddress("localhost", LOOPBACK), 0);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("127.0.0.1 is no address on this machine", e);
        }
        return new ApiServer(server);
    }

    /** A client on the event loops of {@code vertx}, to be closed by the caller. */
    KubernetesClient client(Vertx vertx) {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl("http://127.0.0.1:" + server.getPort())
                .withNamespace(Shop.NAMESPACE)
                .withHttp2Disable(true)
                .withRequestRetryBackoffLimit(2)
                .withConnectionTimeout((int) TIMEOUT.toMillis())
                .withRequestTimeout((int) TIMEOUT.toMillis())
                .build();
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(new Vertx5HttpClientFactory(vertx))
                .build();
    }

    /** Lets go of the requests that the mock server keeps for tests to look at; to be called now and then. */
    void forgetRequests() {
        server.reset();
    }

    void stop() {
        server.shutdown();
    }
}
