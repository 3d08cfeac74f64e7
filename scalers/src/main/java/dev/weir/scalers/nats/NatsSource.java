package dev.weir.scalers.nats;

import dev.weir.cache.source.Source;
import dev.weir.cache.source.SourceKey;
import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.auth.Url;
import dev.weir.scalers.document.JsonValue;
import dev.weir.scalers.nats.NatsNodes.Node;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.upstream.HttpAccess;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * All consumers of an account. Of a cluster the nodes are found once, then all of them are asked in each poll, until one
 * does not answer or a leader is none of them: then they are found anew.
 */
final class NatsSource implements Source<AccountState> {

    private final NatsConfig config;
    private final SourceKey key;
    private final HttpAccess access;
    private final NatsNodes cluster;
    private final Duration patience;

    /** Empty where there is one node only, or they are not known; of the source's event loop. */
    private List<Node> nodes = List.of();

    NatsSource(NatsConfig config, ScalerEnvironment environment) {
        this.config = config;
        this.key = environment
                .keys()
                .question("nats-jetstream")
                .with("scheme", config.scheme())
                .with("endpoint", config.endpoint())
                .with("account", config.account())
                .with("accountID", config.accountId())
                .key();
        this.access = HttpAccess.open(environment, key, TlsSettings.DEFAULT, null);
        this.cluster = new NatsNodes(config, access);
        this.patience = environment.httpTimeout().multipliedBy(4);
    }

    @Override
    public SourceKey key() {
        return key;
    }

    @Override
    public String upstream() {
        return Url.origin(config.scheme() + "://" + config.endpoint());
    }

    @Override
    public Class<AccountState> readingType() {
        return AccountState.class;
    }

    /** Four questions one after the other where nodes have to be found. */
    @Override
    public Duration patience() {
        return patience;
    }

    @Override
    public Future<AccountState> poll() {
        return nodes.isEmpty() ? cluster.streams(config.endpoint()).compose(this::first) : all();
    }

    private Future<AccountState> first(JsonValue answer) {
        if (answer.at("meta_cluster", "cluster_size").number().orElse(0) <= 1) {
            return Future.succeededFuture(AccountState.read(answer, config, null));
        }
        return cluster.find().compose(found -> {
            nodes = found;
            return nodes.isEmpty() ? Future.succeededFuture(AccountState.read(answer, config, null)) : all();
        });
    }

    private Future<AccountState> all() {
        List<Future<AccountState>> asked = nodes.stream()
                .map(node ->
                        cluster.streams(node.endpoint()).map(answer -> AccountState.read(answer, config, node.name())))
                .toList();
        return Future.join(asked).transform(all -> {
            List<AccountState> answers = new ArrayList<>();
            List<String> failures = new ArrayList<>();
            for (Future<AccountState> one : asked) {
                if (one.succeeded()) {
                    answers.add(one.result());
                } else {
                    failures.add(String.valueOf(one.cause().getMessage()));
                }
            }
            AccountState merged = AccountState.merged(answers, failures);
            if (!merged.complete()) {
                nodes = List.of();
            }
            return answers.isEmpty() ? asked.get(0) : Future.succeededFuture(merged);
        });
    }

    @Override
    public Future<Void> close() {
        return access.close();
    }

    @Override
    public String toString() {
        return "NatsSource[" + upstream() + ", " + key + "]";
    }
}
