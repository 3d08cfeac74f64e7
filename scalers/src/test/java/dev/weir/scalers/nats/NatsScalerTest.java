package dev.weir.scalers.nats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.weir.cache.source.Source;
import dev.weir.scalers.spi.TriggerSpec;
import dev.weir.scalers.testing.HttpSourceContract;
import dev.weir.scalers.testing.ScalerBench;
import dev.weir.scalers.testing.Scenarios;
import dev.weir.scalers.testing.Triggers;
import io.vertx.core.http.HttpServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class NatsScalerTest extends HttpSourceContract {

    @TestFactory
    Stream<DynamicTest> scenarios() {
        return Scenarios.of("nats-jetstream");
    }

    @Test
    void oneQuestionAnswersAllConsumersOfAnAccount() {
        Object key = source(spec(1000)).key();
        assertEquals(key, key(Map.of("stream", "other", "consumer", "another", "lagThreshold", "7")));
        assertNotEquals(key, key(Map.of("accountID", "A1")));
        assertNotEquals(key, key(Map.of("account", "OTHER")));
        assertNotEquals(key, key(Map.of("useHttps", "true")));
    }

    /** Once the nodes are known each is asked once a poll, until a leader is none of them. */
    @Test
    void nodesAreFoundOnce() {
        List<String> asked = new CopyOnWriteArrayList<>();
        AtomicReference<String> leader = new AtomicReference<>("n1");
        HttpServer server = ScalerBench.await(bench.vertx()
                .createHttpServer()
                .requestHandler(request -> {
                    asked.add(request.path());
                    request.response()
                            .end(
                                    request.path().equals("/varz")
                                            ? "{\"server_name\":\"n1\",\"connect_urls\":[\"127.0.0.1:4222\"]}"
                                            : inCluster(leader.get()));
                })
                .listen(0, "127.0.0.1"));
        Source<?> source = source(spec(server.actualPort()));
        bench.poll(source);
        assertEquals(List.of("/jsz", "/varz", "/varz", "/jsz"), asked);
        asked.clear();
        bench.poll(source);
        assertEquals(List.of("/jsz"), asked);
        leader.set("n9");
        bench.poll(source);
        asked.clear();
        bench.poll(source);
        assertEquals(List.of("/jsz", "/varz", "/varz", "/jsz"), asked);
    }

    private String inCluster(String leader) {
        return goodBody()
                .replace("\"cluster_size\":1", "\"cluster_size\":3")
                .replace("\"num_ack_pending\":2", "\"num_ack_pending\":2,\"cluster\":{\"leader\":\"" + leader + "\"}");
    }

    private Object key(Map<String, String> more) {
        TriggerSpec spec = spec(1000);
        return source(Triggers.of(spec.type(), Triggers.and(spec.metadata(), more), spec.authParams()))
                .key();
    }

    @Override
    protected TriggerSpec spec(int port) {
        return spec("http", port, "5", "ACME");
    }

    @Override
    protected TriggerSpec withOtherThresholds(int port) {
        return spec("http", port, "50", "ACME");
    }

    @Override
    protected TriggerSpec withOtherCredentials(int port) {
        return spec("http", port, "5", "OTHER");
    }

    @Override
    protected TriggerSpec overTls(int port) {
        return spec("https", port, "5", "ACME");
    }

    @Override
    protected List<String> secrets() {
        return List.of();
    }

    @Override
    protected String goodBody() {
        return "{\"account_details\":[{\"name\":\"ACME\",\"id\":\"ACME\",\"stream_detail\":[{\"name\":\"orders\",\"consumer_detail\":[{\"name\":\"worker\",\"num_pending\":5,\"num_ack_pending\":2}]}]}],\"meta_cluster\":{\"cluster_size\":1}}";
    }

    private static TriggerSpec spec(String scheme, int port, String target, String account) {
        Map<String, String> metadata = Map.of(
                "natsServerMonitoringEndpoint",
                "127.0.0.1:" + port,
                "account",
                account,
                "stream",
                "orders",
                "consumer",
                "worker",
                "lagThreshold",
                target,
                "activationLagThreshold",
                target,
                "useHttps",
                Boolean.toString(scheme.equals("https")));
        return Triggers.of("nats-jetstream", metadata, Map.of());
    }
}
