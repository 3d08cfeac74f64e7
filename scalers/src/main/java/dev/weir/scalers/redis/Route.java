package dev.weir.scalers.redis;

import io.vertx.core.Future;
import java.util.Optional;

/** Which server holds a key. Belongs to one context. */
interface Route {

    /** Learns what has to be known before keys are looked up; fails with a {@link dev.weir.cache.source.SourceException}. */
    Future<Void> find();

    /** The way to who holds this key, as far as is known. */
    Link to(String key);

    /** The way to who was named in the place of another; empty where keys do not move. */
    Optional<Link> elsewhere(RedisNode node);

    /** Takes note that what is known was wrong; true if it is worth finding out anew at once. */
    boolean doubt();

    Future<Void> close();
}
