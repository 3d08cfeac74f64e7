package dev.weir.scalers.graphite;

import dev.weir.cache.source.Source;
import dev.weir.cache.source.SourceKey;
import dev.weir.scalers.auth.AuthConfig;
import dev.weir.scalers.auth.HttpCall;
import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.auth.Url;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.upstream.HttpAccess;
import io.vertx.core.Future;

/** One query to the render API. Credentials are sent always, empty ones too. */
final class GraphiteSource implements Source<Rendered> {

    private final GraphiteConfig config;
    private final SourceKey key;
    private final HttpAccess access;

    GraphiteSource(GraphiteConfig config, ScalerEnvironment environment) {
        this.config = config;
        this.key = environment
                .keys()
                .question("graphite")
                .with("serverAddress", config.serverAddress())
                .with("query", config.query())
                .with("queryTime", config.queryTime())
                .with("username", config.username())
                .with("password", config.password())
                .key();
        this.access = HttpAccess.open(environment, key, TlsSettings.DEFAULT, null);
    }

    @Override
    public SourceKey key() {
        return key;
    }

    @Override
    public String upstream() {
        return Url.origin(config.serverAddress());
    }

    @Override
    public Class<Rendered> readingType() {
        return Rendered.class;
    }

    @Override
    public Future<Rendered> poll() {
        String url = config.serverAddress() + "/render?from=" + config.queryTime() + "&target="
                + Url.escaped(config.query()) + "&format=json";
        HttpCall call =
                HttpCall.get(url).credential("Authorization", AuthConfig.basic(config.username(), config.password()));
        return access.send(call).map(Rendered::read);
    }

    @Override
    public Future<Void> close() {
        return access.close();
    }

    @Override
    public String toString() {
        return "GraphiteSource[" + upstream() + ", " + key + "]";
    }
}
