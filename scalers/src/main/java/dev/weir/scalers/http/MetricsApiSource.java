package dev.weir.scalers.http;

import dev.weir.cache.source.Source;
import dev.weir.cache.source.SourceException;
import dev.weir.cache.source.SourceKey;
import dev.weir.cache.source.SourceKeys;
import dev.weir.scalers.auth.HttpCall;
import dev.weir.scalers.auth.Url;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.ServiceEndpoints;
import dev.weir.scalers.upstream.HttpAccess;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One document, or one from each ready endpoint of a service. */
final class MetricsApiSource implements Source<Fetched> {

    /** Some requests at a time, to as many pods as a service has. */
    private static final Duration SWEEP = Duration.ofSeconds(60);

    private final MetricsApiConfig config;
    private final @Nullable ServiceEndpoints endpoints;
    private final SourceKey key;
    private final HttpAccess access;

    MetricsApiSource(MetricsApiConfig config, ScalerEnvironment environment) {
        this.config = config;
        this.endpoints = environment.endpoints();
        this.key = key(config, environment.keys().question("metrics-api"));
        this.access = HttpAccess.open(
                environment, key, config.tls(), config.auth().identity().orElse(null));
    }

    private static SourceKey key(MetricsApiConfig config, SourceKeys.Question question) {
        question.with("url", config.url())
                .with("perEndpoint", config.perEndpoint())
                .with("timeout", config.timeout());
        config.auth().into(question);
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
    public Class<Fetched> readingType() {
        return Fetched.class;
    }

    @Override
    public Duration patience() {
        return config.perEndpoint() ? SWEEP : HttpAccess.patience(config.timeout());
    }

    @Override
    public Future<Fetched> poll() {
        return config.perEndpoint() && endpoints != null
                ? all(endpoints)
                : document(config.url()).map(text -> new Fetched(List.of(text), List.of()));
    }

    private Future<String> document(String url) {
        try {
            HttpCall call = config.auth().apply(HttpCall.get(url).within(config.timeout()));
            return access.send(call).map(answer -> {
                if (answer.status() != 200) {
                    throw answer.refused();
                }
                return answer.body().toString(StandardCharsets.UTF_8);
            });
        } catch (IllegalArgumentException e) {
            return Future.failedFuture(new SourceException("parameter \"url\": " + e.getMessage()));
        }
    }

    private Future<Fetched> all(ServiceEndpoints cluster) {
        try {
            Url url = Url.parse(config.url());
            String[] labels = url.host().split("\\.");
            if (labels.length < 2) {
                throw new IllegalArgumentException("the host is not of the form <service>.<namespace>");
            }
            return cluster.ready(labels[1], labels[0])
                    .recover(fault -> Future.failedFuture(unknownEndpoints(labels[1] + "/" + labels[0], fault)))
                    .map(ready -> ready.stream()
                            .map(endpoint -> url(url, endpoint).complete())
                            .distinct()
                            .toList())
                    .compose(urls -> new EndpointSweep(urls, this::document).run());
        } catch (IllegalArgumentException e) {
            return Future.failedFuture(new SourceException("parameter \"url\": " + e.getMessage()));
        }
    }

    private static Throwable unknownEndpoints(String service, Throwable fault) {
        return fault instanceof SourceException expected
                ? new SourceException("endpoints of service " + service + ": " + expected.getMessage())
                : fault;
    }

    /** The query is dropped, as KEDA does; a port that the endpoint does not have gives way to the scheme's. */
    private static Url url(Url url, ServiceEndpoints.Endpoint endpoint) {
        int port = endpoint.ports().contains(url.port()) ? url.port() : url.secure() ? 443 : 80;
        return new Url(url.scheme(), url.userInfo(), endpoint.address(), port, url.path(), "");
    }

    @Override
    public Future<Void> close() {
        return access.close();
    }

    @Override
    public String toString() {
        return "MetricsApiSource[" + upstream() + ", " + key + "]";
    }
}
