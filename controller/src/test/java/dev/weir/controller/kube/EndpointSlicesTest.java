package dev.weir.controller.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.spi.ServiceEndpoints.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class EndpointSlicesTest {

    private final KubernetesMockServer server = new KubernetesMockServer(
            new Context(), new MockWebServer(), new HashMap<>(), new KubernetesCrudDispatcher(), false);
    private final Vertx vertx = Vertx.vertx();
    private KubernetesClient client;
    private EndpointSlices slices;

    @BeforeEach
    void start() {
        server.init(InetAddress.getLoopbackAddress(), 0);
        client = server.createClient(builder -> {});
        slices = new EndpointSlices(client, vertx);
    }

    @AfterEach
    void stop() throws TimeoutException {
        slices.close().await(20, TimeUnit.SECONDS);
        vertx.close().await(20, TimeUnit.SECONDS);
        client.close();
        server.destroy();
    }

    @Test
    void findsEachReadyAddressOfTheServiceOnce() throws TimeoutException {
        create(slice("a", "queue", 8080)
                .addNewEndpoint()
                .withAddresses("10.0.0.1")
                .withNewConditions()
                .withReady(true)
                .endConditions()
                .endEndpoint()
                .addNewEndpoint()
                .withAddresses("10.0.0.2")
                .withNewConditions()
                .withReady(false)
                .endConditions()
                .endEndpoint()
                .addNewEndpoint()
                .withAddresses("10.0.0.3")
                .endEndpoint());
        create(slice("b", "queue", 9090)
                .addNewEndpoint()
                .withAddresses("10.0.0.1")
                .endEndpoint()
                .addNewEndpoint()
                .withAddresses("fd00::1")
                .endEndpoint());
        create(slice("c", "other", 80)
                .addNewEndpoint()
                .withAddresses("10.9.9.9")
                .endEndpoint());

        assertEquals(
                List.of(
                        new Endpoint("10.0.0.1", List.of(8080, 9090)),
                        new Endpoint("10.0.0.3", List.of(8080)),
                        new Endpoint("fd00::1", List.of(9090))),
                ready("queue"));
    }

    @Test
    void aServiceWithoutSlicesHasNoEndpoints() throws TimeoutException {
        assertEquals(List.of(), ready("queue"));
    }

    @Test
    void anApiServerThatIsAwayIsAFailure() {
        server.destroy();

        Throwable fault = assertThrows(SourceException.class, () -> ready("queue"));
        assertEquals("the API server did not answer within 10 s", fault.getMessage());
    }

    @Test
    void aRefusalIsToldInTheServersWords() throws TimeoutException {
        String forbidden = "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"code\":403,"
                + "\"message\":\"endpointslices is forbidden: no\"}";
        HttpServer refusing = vertx.createHttpServer()
                .requestHandler(request -> request.response().setStatusCode(403).end(forbidden))
                .listen(0, "127.0.0.1")
                .await(20, TimeUnit.SECONDS);
        Config config = new ConfigBuilder()
                .withMasterUrl("http://127.0.0.1:" + refusing.actualPort())
                .build();
        try (KubernetesClient other =
                new KubernetesClientBuilder().withConfig(config).build()) {
            EndpointSlices refused = new EndpointSlices(other, vertx);
            Throwable fault = assertThrows(
                    SourceException.class, () -> refused.ready("shop", "queue").await(20, TimeUnit.SECONDS));
            assertEquals(
                    "GET /apis/discovery.k8s.io/v1/namespaces/shop/endpointslices: endpointslices is forbidden: no",
                    fault.getMessage());
            refused.close().await(20, TimeUnit.SECONDS);
        }
    }

    private List<Endpoint> ready(String service) throws TimeoutException {
        return slices.ready("shop", service).await(30, TimeUnit.SECONDS).stream()
                .sorted(Comparator.comparing(Endpoint::address))
                .toList();
    }

    private static EndpointSliceBuilder slice(String name, String service, int port) {
        return new EndpointSliceBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("shop")
                .addToLabels("kubernetes.io/service-name", service)
                .endMetadata()
                .withAddressType("IPv4")
                .addNewPort()
                .withPort(port)
                .endPort();
    }

    private void create(EndpointSliceBuilder slice) {
        client.resource(slice.build()).create();
    }
}
