package dev.weir.scalers.kafka;

import dev.weir.cache.source.SourceKeys;
import dev.weir.scalers.auth.TlsSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cluster and how to log in: whoever has the same one shares a client.
 *
 * @param servers {@code host:port} each, asked where the cluster is
 * @param tls null for none
 */
record KafkaCluster(List<String> servers, @Nullable TlsSettings tls, KafkaLogin login) {

    KafkaCluster {
        servers = List.copyOf(servers);
    }

    /** Where the cluster is, without secrets. */
    String upstream() {
        return "kafka://" + String.join(",", servers);
    }

    void into(SourceKeys.Question question) {
        question.with("servers", String.join(",", servers));
        if (tls != null) {
            question.with("tls", true);
            tls.into(question);
        }
        login.into(question);
    }

    /** Shows no credentials. */
    @Override
    public String toString() {
        return upstream();
    }
}
