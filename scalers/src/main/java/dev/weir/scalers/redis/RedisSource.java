package dev.weir.scalers.redis;

import dev.weir.cache.source.Source;
import dev.weir.cache.source.SourceKey;
import dev.weir.cache.source.SourceKeys;
import dev.weir.scalers.spi.Clients.Lease;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.upstream.Batch;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;

/** What one key holds, asked together with all others of the same servers. */
final class RedisSource implements Source<RedisReading> {

    private final SourceKey key;
    private final RedisUpstream upstream;
    private final Lease<RedisClient> client;
    private final Batch<RedisQuestion, RedisReading>.Member share;

    RedisSource(String type, RedisUpstream upstream, RedisQuestion question, ScalerEnvironment environment) {
        SourceKeys.Question whole = environment.keys().question(type);
        upstream.into(whole);
        question.into(whole);
        this.key = whole.key();
        this.upstream = upstream;
        this.client = RedisClient.lease(environment, upstream);
        this.share = client.client().member(question);
    }

    @Override
    public SourceKey key() {
        return key;
    }

    @Override
    public Optional<SourceKey> together() {
        return Optional.of(client.client().together());
    }

    @Override
    public String upstream() {
        return upstream.address();
    }

    @Override
    public Class<RedisReading> readingType() {
        return RedisReading.class;
    }

    /** A request that is under way, and then its own. */
    @Override
    public Duration patience() {
        return RedisClient.LIMIT.multipliedBy(2).plusSeconds(1);
    }

    @Override
    public Future<RedisReading> poll() {
        return share.ask();
    }

    @Override
    public Future<Void> close() {
        share.leave();
        return client.release();
    }

    @Override
    public String toString() {
        return "RedisSource[" + upstream + ", " + key + "]";
    }
}
