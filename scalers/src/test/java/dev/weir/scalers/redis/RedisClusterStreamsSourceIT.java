package dev.weir.scalers.redis;

import dev.weir.scalers.testing.RedisCluster;
import io.vertx.core.Future;
import java.util.Map;

/** The promises of every source, kept by {@code redis-cluster-streams} against a real cluster. */
final class RedisClusterStreamsSourceIT extends RedisContract {

    @Override
    protected String type() {
        return "redis-cluster-streams";
    }

    @Override
    protected Map<String, String> asked() {
        return STREAM;
    }

    @Override
    protected Future<? extends AutoCloseable> healthy(int port) {
        RedisCluster cluster = RedisCluster.startOn(port, userOptions());
        cluster.say("RPUSH", "orders", "1", "2", "3");
        cluster.say("XADD", "events", "*", "n", "1");
        cluster.owner("events").say("XGROUP", "CREATE", "events", "workers", "0");
        return Future.succeededFuture(cluster);
    }
}
