package dev.weir.scalers.jolokia;

import dev.weir.cache.source.Source;
import dev.weir.cache.source.SourceKey;
import dev.weir.cache.source.SourceKeys;
import dev.weir.scalers.auth.AuthConfig;
import dev.weir.scalers.auth.HttpCall;
import dev.weir.scalers.auth.Url;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.upstream.HttpAccess;
import io.vertx.core.Future;

/** One attribute of one MBean. */
final class JolokiaSource implements Source<QueueLength> {

    private final JolokiaConfig config;
    private final SourceKey key;
    private final HttpAccess access;

    JolokiaSource(JolokiaConfig config, ScalerEnvironment environment) {
        this.config = config;
        this.key = key(config, environment.keys().question(config.type()));
        this.access = HttpAccess.open(environment, key, config.tls(), null);
    }

    private static SourceKey key(JolokiaConfig config, SourceKeys.Question question) {
        question.with("url", config.url())
                .with("origin", config.origin())
                .with("username", config.username())
                .with("password", config.password());
        config.tls().into(question);
        return question.key();
    }

    @Override
    public SourceKey key() {
        return key;
    }

    @Override
    public String upstream() {
        return Url.origin(config.url());
    }

    @Override
    public Class<QueueLength> readingType() {
        return QueueLength.class;
    }

    @Override
    public Future<QueueLength> poll() {
        HttpCall call = HttpCall.get(config.url())
                .header("Content-Type", "application/json")
                .header("Origin", config.origin())
                .credential("Authorization", AuthConfig.basic(config.username(), config.password()));
        return access.send(call).map(QueueLength::read);
    }

    @Override
    public Future<Void> close() {
        return access.close();
    }

    @Override
    public String toString() {
        return "JolokiaSource[" + upstream() + ", " + key + "]";
    }
}
