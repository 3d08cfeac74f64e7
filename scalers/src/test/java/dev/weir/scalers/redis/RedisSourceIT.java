package dev.weir.scalers.redis;

import dev.weir.scalers.testing.RedisServer;
import io.vertx.core.Future;
import java.util.Map;

/** The promises of every source, kept by {@code redis} against a real server. */
final class RedisSourceIT extends RedisContract {

    @Override
    protected String type() {
        return "redis";
    }

    @Override
    protected Map<String, String> asked() {
        return KEY;
    }

    @Override
    protected Future<? extends AutoCloseable> healthy(int port) {
        return Future.succeededFuture(filled(RedisServer.startOn(port, userOptions())));
    }
}
