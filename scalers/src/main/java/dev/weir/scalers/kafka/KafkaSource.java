package dev.weir.scalers.kafka;

import dev.weir.cache.source.Source;
import dev.weir.cache.source.SourceKey;
import dev.weir.scalers.spi.Clients.Lease;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.upstream.Batch;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;

/** A group's offsets, asked together with those of all others of its cluster. */
final class KafkaSource implements Source<KafkaReading> {

    private final SourceKey key;
    private final KafkaCluster cluster;
    private final Lease<KafkaClient> client;
    private final Batch<KafkaQuestion, KafkaReading>.Member share;

    KafkaSource(SourceKey key, KafkaCluster cluster, KafkaQuestion question, ScalerEnvironment environment) {
        this.key = key;
        this.cluster = cluster;
        this.client = KafkaClient.lease(environment, cluster);
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
        return cluster.upstream();
    }

    @Override
    public Class<KafkaReading> readingType() {
        return KafkaReading.class;
    }

    /** A request that is under way, and then its own. */
    @Override
    public Duration patience() {
        return client.client().limit().multipliedBy(2).plusSeconds(1);
    }

    @Override
    public Future<KafkaReading> poll() {
        return share.ask();
    }

    @Override
    public Future<Void> close() {
        share.leave();
        return client.release();
    }

    @Override
    public String toString() {
        return "KafkaSource[" + cluster + ", " + key + "]";
    }
}
