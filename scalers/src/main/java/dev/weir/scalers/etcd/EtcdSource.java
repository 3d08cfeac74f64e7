package dev.weir.scalers.etcd;

import dev.weir.cache.source.Source;
import dev.weir.cache.source.SourceException;
import dev.weir.cache.source.SourceKey;
import dev.weir.cache.source.SourceKeys;
import dev.weir.scalers.auth.Url;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.upstream.ProtoWriter;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One key, asked when it is time and watched in between. */
final class EtcdSource implements Source<KeyState> {

    private final EtcdConfig config;
    private final Vertx vertx;
    private final SourceKey key;
    private final EtcdSession session;
    private @Nullable Context loop;
    private @Nullable EtcdWatch watch;

    EtcdSource(EtcdConfig config, ScalerEnvironment environment) {
        this.config = config;
        this.vertx = environment.vertx();
        this.key = key(config, environment.keys().question("etcd"));
        this.session = new EtcdSession(config, environment);
    }

    private static SourceKey key(EtcdConfig config, SourceKeys.Question question) {
        question.with("endpoints", servers(config))
                .with("watchKey", config.watchKey())
                .with("username", config.username())
                .with("password", config.password());
        config.tls().into(question);
        return question.key();
    }

    private static String servers(EtcdConfig config) {
        return config.endpoints().stream().map(Url::origin).collect(Collectors.joining(","));
    }

    @Override
    public SourceKey key() {
        return key;
    }

    @Override
    public String upstream() {
        return config.endpoints().isEmpty() ? "unknown" : servers(config);
    }

    @Override
    public Class<KeyState> readingType() {
        return KeyState.class;
    }

    @Override
    public Duration patience() {
        return session.patience();
    }

    @Override
    public Future<KeyState> poll() {
        Buffer range = new ProtoWriter().text(1, config.watchKey()).message();
        return session.ask("KV/Range", range).map(this::read);
    }

    private KeyState read(Buffer answer) {
        try {
            return KeyState.answered(answer);
        } catch (IllegalArgumentException e) {
            throw new SourceException(upstream() + ": answered with something that is no message of etcd");
        }
    }

    @Override
    public void listen(Consumer<KeyState> sink) {
        Context own = vertx.getOrCreateContext();
        EtcdWatch opened = new EtcdWatch(vertx, session, config.watchKey(), config.silence(), sink);
        loop = own;
        watch = opened;
        own.runOnContext(go -> opened.open());
    }

    @Override
    public Future<Void> close() {
        EtcdWatch open = watch;
        if (open != null && loop != null) {
            loop.runOnContext(go -> open.close());
        }
        return session.close();
    }

    @Override
    public String toString() {
        return "EtcdSource[" + upstream() + ", " + key + "]";
    }
}
