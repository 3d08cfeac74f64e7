package dev.weir.scalers.redis;

import dev.weir.scalers.testing.RedisServer;
import io.vertx.core.Future;
import java.util.Map;

/** The promises of every source, kept by {@code redis-sentinel} against a real sentinel. */
final class RedisSentinelSourceIT extends RedisContract {

    @Override
    protected String type() {
        return "redis-sentinel";
    }

    @Override
    protected Map<String, String> asked() {
        return KEY;
    }

    @Override
    protected Future<? extends AutoCloseable> healthy(int port) {
        RedisServer master = filled(RedisServer.start(userOptions()));
        RedisServer sentinel = RedisServer.sentinelOn(port, master, USER);
        return Future.succeededFuture(() -> {
            sentinel.close();
            master.close();
        });
    }
}
