package dev.weir.scalers.kafka;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.upstream.Faults;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Looks whether anybody listens at a cluster's servers: Kafka's client says of all that goes wrong there only that time ran out. */
final class Doorbell {

    private final Vertx vertx;
    private final KafkaCluster cluster;
    private final Duration patience;

    Doorbell(Vertx vertx, KafkaCluster cluster, Duration patience) {
        this.vertx = vertx;
        this.cluster = cluster;
        this.patience = patience;
    }

    /** Fails with a {@link SourceException} that says why if none of the servers accepts a connection. */
    Future<Void> ring() {
        NetClient client = vertx.createNetClient(new NetClientOptions().setConnectTimeout((int) patience.toMillis()));
        List<Future<Void>> all =
                cluster.servers().stream().map(server -> ring(client, server)).toList();
        return Future.any(all)
                .<Void>mapEmpty()
                .recover(none -> Future.failedFuture(new SourceException(reasons(all))))
                .eventually(client::close);
    }

    private static Future<Void> ring(NetClient client, String server) {
        int colon = server.lastIndexOf(':');
        String host = server.substring(0, colon).replaceAll("[\\[\\]]", "");
        return client.connect(Integer.parseInt(server.substring(colon + 1)), host)
                .compose(NetSocket::close);
    }

    /** One sentence where they all say the same. */
    private String reasons(List<Future<Void>> all) {
        List<String> sentences =
                all.stream().map(one -> Faults.sentence(one.cause())).distinct().toList();
        if (sentences.size() == 1) {
            return cluster.upstream() + ": " + sentences.get(0);
        }
        return all.stream()
                .map(one -> "kafka://" + cluster.servers().get(all.indexOf(one)) + ": " + Faults.sentence(one.cause()))
                .collect(Collectors.joining("; "));
    }
}
