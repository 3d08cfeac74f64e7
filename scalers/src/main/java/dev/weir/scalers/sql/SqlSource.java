package dev.weir.scalers.sql;

import dev.weir.cache.source.Source;
import dev.weir.cache.source.SourceKey;
import dev.weir.cache.source.SourceKeys;
import dev.weir.scalers.spi.Clients.Lease;
import dev.weir.scalers.spi.ScalerEnvironment;
import io.vertx.core.Future;
import java.time.Duration;

/** One query to one database. */
final class SqlSource implements Source<Scanned> {

    private final SqlConfig config;
    private final SourceKey key;
    private final Lease<SqlPool> pool;
    private final Duration patience;

    SqlSource(String type, SqlConfig config, ScalerEnvironment environment) {
        this.config = config;
        SourceKeys.Question question = environment.keys().question(type).with("query", config.query());
        config.database().into(question);
        this.key = question.key();
        this.pool = SqlPool.lease(environment, config.database());
        this.patience = SqlPool.patience(environment);
    }

    @Override
    public SourceKey key() {
        return key;
    }

    @Override
    public String upstream() {
        return config.database().origin();
    }

    @Override
    public Class<Scanned> readingType() {
        return Scanned.class;
    }

    @Override
    public Duration patience() {
        return patience;
    }

    @Override
    public Future<Scanned> poll() {
        return pool.client().first(config.query(), rows -> Scanned.read(rows, config.otherwise(), upstream()));
    }

    @Override
    public Future<Void> close() {
        return pool.release();
    }

    @Override
    public String toString() {
        return "SqlSource[" + upstream() + ", " + key + "]";
    }
}
