package dev.weir.scalers.mongodb;

import dev.weir.cache.source.Source;
import dev.weir.cache.source.SourceException;
import dev.weir.cache.source.SourceKey;
import dev.weir.cache.source.SourceKeys;
import dev.weir.scalers.spi.Clients.Lease;
import dev.weir.scalers.spi.ScalerEnvironment;
import io.vertx.core.Future;
import java.time.Duration;
import org.bson.BsonDocument;

/** One count. */
final class MongodbSource implements Source<Counted> {

    private final MongodbConfig config;
    private final SourceKey key;
    private final Lease<MongodbClient> client;
    private final Future<BsonDocument> filter;

    MongodbSource(MongodbConfig config, ScalerEnvironment environment) {
        this.config = config;
        SourceKeys.Question question = environment
                .keys()
                .question("mongodb")
                .with("database", config.database())
                .with("collection", config.collection())
                .with("query", config.query());
        config.server().into(question);
        this.key = question.key();
        this.client = MongodbClient.lease(environment, config.server());
        this.filter = filter(config);
    }

    /** KEDA finds out at each evaluation; the text stays the same. */
    private static Future<BsonDocument> filter(MongodbConfig config) {
        return Filter.problem(config.query())
                .<Future<BsonDocument>>map(what -> Future.failedFuture(
                        new SourceException(config.server().upstream() + ": parameter \"query\" " + what)))
                .orElseGet(() -> Future.succeededFuture(Filter.of(config.query())));
    }

    @Override
    public SourceKey key() {
        return key;
    }

    @Override
    public String upstream() {
        return config.server().upstream();
    }

    @Override
    public Class<Counted> readingType() {
        return Counted.class;
    }

    @Override
    public Duration patience() {
        return client.client().patience();
    }

    @Override
    public Future<Counted> poll() {
        return filter.succeeded()
                ? client.client()
                        .count(config.database(), config.collection(), filter.result())
                        .map(Counted::new)
                : Future.failedFuture(filter.cause());
    }

    @Override
    public Future<Void> close() {
        return client.release();
    }

    @Override
    public String toString() {
        return "MongodbSource[" + upstream() + ", " + key + "]";
    }
}
