package dev.weir.scalers.testing;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between clients and a {@link KafkaServer}, hands everything on, and counts the requests by what they ask. */
public final class KafkaRequests {

    private static final Map<Integer, String> NAMES = Map.of(
            2, "ListOffsets",
            3, "Metadata",
            9, "OffsetFetch",
            10, "FindCoordinator",
            18, "ApiVersions",
            60, "DescribeCluster",
            75, "DescribeTopicPartitions");

    private final Map<String, Integer> counts = new ConcurrentHashMap<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final NetClient client;

    private KafkaRequests(Vertx vertx) {
        this.client = vertx.createNetClient();
    }

    /** Listens on the port that the broker's counted listener names. */
    public static KafkaRequests before(KafkaServer server, Vertx vertx) {
        KafkaRequests requests = new KafkaRequests(vertx);
        ScalerBench.await(vertx.createNetServer()
                .connectHandler(socket -> requests.handOn(socket, server.behindPort()))
                .listen(server.countedPort(), "127.0.0.1"));
        return requests;
    }

    /** How many there were of each kind, since the last time. */
    public Map<String, Integer> take() {
        Map<String, Integer> taken = new TreeMap<>(counts);
        counts.clear();
        return taken;
    }

    /** Connections that were made so far. */
    public int connections() {
        return connections.get();
    }

    private void handOn(NetSocket from, int port) {
        connections.incrementAndGet();
        from.pause();
        client.connect(port, "127.0.0.1")
                .onSuccess(to -> {
                    to.pipeTo(from);
                    RecordParser frames = RecordParser.newFixed(4);
                    boolean[] size = {true};
                    frames.handler(part -> {
                        to.write(part);
                        if (size[0]) {
                            frames.fixedSizeMode(part.getInt(0));
                        } else {
                            int key = part.getShort(0);
                            counts.merge(NAMES.getOrDefault(key, "request " + key), 1, Integer::sum);
                            frames.fixedSizeMode(4);
                        }
                        size[0] = !size[0];
                    });
                    from.handler(frames);
                    from.endHandler(end -> to.close());
                    from.resume();
                })
                .onFailure(fault -> from.close());
    }
}
