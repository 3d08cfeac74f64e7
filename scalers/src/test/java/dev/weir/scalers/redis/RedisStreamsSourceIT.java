package dev.weir.scalers.redis;

import dev.weir.scalers.testing.RedisServer;
import io.vertx.core.Future;
import java.util.Map;

/** The promises of every source, kept by {@code redis-streams} against a real server. */
final class RedisStreamsSourceIT extends RedisContract {

    @Override
    protected String type() {
        return "redis-streams";
    }

    @Override
    protected Map<String, String> asked() {
        return STREAM;
    }

    @Override
    protected Future<? extends AutoCloseable> healthy(int port) {
        return Future.succeededFuture(filled(RedisServer.startOn(port, userOptions())));
    }
}
