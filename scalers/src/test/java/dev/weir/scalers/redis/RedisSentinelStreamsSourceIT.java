package dev.weir.scalers.redis;

import dev.weir.scalers.testing.RedisServer;
import io.vertx.core.Future;
import java.util.Map;

/** The promises of every source, kept by {@code redis-sentinel-streams} against a real sentinel. */
final class RedisSentinelStreamsSourceIT extends RedisContract {

    @Override
    protected String type() {
        return "redis-sentinel-streams";
    }

    @Override
    protected Map<String, String> asked() {
        return STREAM;
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
