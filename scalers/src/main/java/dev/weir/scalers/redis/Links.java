package dev.weir.scalers.redis;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The ways to all servers of one kind. Belongs to one context. */
final class Links {

    private final Function<RedisNode, Link> make;
    private final Map<RedisNode, Link> links = new HashMap<>();

    Links(Function<RedisNode, Link> make) {
        this.make = make;
    }

    Link to(RedisNode node) {
        return links.computeIfAbsent(node, make);
    }

    /** Closes the ways to all others. */
    void keepOnly(Collection<RedisNode> nodes) {
        for (Iterator<Map.Entry<RedisNode, Link>> all = links.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<RedisNode, Link> one = all.next();
            if (!nodes.contains(one.getKey())) {
                one.getValue().close();
                all.remove();
            }
        }
    }

    Future<Void> close() {
        List<Future<Void>> closing = links.values().stream().map(Link::close).toList();
        links.clear();
        return Future.join(closing).mapEmpty();
    }
}
