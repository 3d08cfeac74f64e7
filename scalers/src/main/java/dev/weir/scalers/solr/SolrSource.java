package dev.weir.scalers.solr;

import dev.weir.cache.source.Source;
import dev.weir.cache.source.SourceKey;
import dev.weir.scalers.auth.AuthConfig;
import dev.weir.scalers.auth.HttpCall;
import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.auth.Url;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.upstream.HttpAccess;
import io.vertx.core.Future;

/** One query to the select handler. */
final class SolrSource implements Source<Found> {

    private final SolrConfig config;
    private final SourceKey key;
    private final HttpAccess access;

    SolrSource(SolrConfig config, ScalerEnvironment environment) {
        this.config = config;
        this.key = environment
                .keys()
                .question("solr")
                .with("host", config.host())
                .with("collection", config.collection())
                .with("query", config.query())
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
        return Url.origin(config.host());
    }

    @Override
    public Class<Found> readingType() {
        return Found.class;
    }

    @Override
    public Future<Found> poll() {
        String url = config.host() + "/solr/" + config.collection() + "/select?q=" + config.query() + "&wt=json";
        HttpCall call =
                HttpCall.get(url).credential("Authorization", AuthConfig.basic(config.username(), config.password()));
        return access.send(call).map(Found::read);
    }

    @Override
    public Future<Void> close() {
        return access.close();
    }

    @Override
    public String toString() {
        return "SolrSource[" + upstream() + ", " + key + "]";
    }
}
