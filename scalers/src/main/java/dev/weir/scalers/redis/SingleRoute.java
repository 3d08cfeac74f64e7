package dev.weir.scalers.redis;

import io.vertx.core.Future;
import java.util.Optional;

/** One server for all keys. */
final class SingleRoute implements Route {

    private final Link link;

    SingleRoute(Link link) {
        this.link = link;
    }

    @Override
    public Future<Void> find() {
        return Future.succeededFuture();
    }

    @Override
    public Link to(String key) {
        return link;
    }

    @Override
    public Optional<Link> elsewhere(RedisNode node) {
        return Optional.empty();
    }

    @Override
    public boolean doubt() {
        return false;
    }

    @Override
    public Future<Void> close() {
        return link.close();
    }
}
