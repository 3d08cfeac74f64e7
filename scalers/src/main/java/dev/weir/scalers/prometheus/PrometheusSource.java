package dev.weir.scalers.prometheus;

import dev.weir.cache.source.Question;
import dev.weir.cache.source.Source;
import dev.weir.cache.source.SourceException;
import dev.weir.cache.source.SourceKey;
import dev.weir.cache.source.SourceKeys;
import dev.weir.scalers.auth.HttpCall;
import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.auth.Url;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.upstream.HttpAccess;
import dev.weir.scalers.upstream.HttpAnswer;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One instant query. */
final class PrometheusSource implements Source<QueryAnswer> {

    /** What Mimir, Cortex and Thanos tell tenants apart by. */
    private static final String TENANT = "X-Scope-OrgID";

    private final PrometheusConfig config;
    private final ScalerEnvironment environment;
    private final SourceKey key;
    private final HttpAccess access;

    PrometheusSource(PrometheusConfig config, ScalerEnvironment environment) {
        this.config = config;
        this.environment = environment;
        this.key = key(config, environment.keys().question("prometheus"));
        this.access = HttpAccess.open(environment, key, config.tls(), config.identity());
    }

    private static SourceKey key(PrometheusConfig config, SourceKeys.Question question) {
        question.with("serverAddress", config.serverAddress())
                .with("query", config.query())
                .with("namespace", config.namespace())
                .with("queryParameters", config.queryParameters())
                .with("customHeaders", config.customHeaders())
                .with("timeout", config.timeout());
        config.auth().into(question);
        config.tls().into(question);
        if (config.identity() != null) {
            config.identity().into(question);
        }
        return question.key();
    }

    @Override
    public SourceKey key() {
        return key;
    }

    @Override
    public String upstream() {
        return Url.origin(config.serverAddress());
    }

    /** Of another tenant, through an unchecked connection or with anything that may be a credential nobody else asks it. */
    @Override
    public Optional<Question> question() {
        boolean bare = !config.auth().listed()
                && config.identity() == null
                && config.tls().equals(TlsSettings.DEFAULT)
                && !config.serverAddress().contains("@")
                && config.customHeaders().keySet().stream().allMatch(TENANT::equalsIgnoreCase);
        Map<String, String> more = new HashMap<>(config.queryParameters());
        if (!config.namespace().isEmpty()) {
            more.put("namespace", config.namespace());
        }
        String tenant = String.join(",", config.customHeaders().values());
        return bare && config.customHeaders().size() < 2
                ? Optional.of(new Question(config.serverAddress(), config.query(), more, tenant))
                : Optional.empty();
    }

    @Override
    public Class<QueryAnswer> readingType() {
        return QueryAnswer.class;
    }

    @Override
    public Duration patience() {
        return HttpAccess.patience(config.timeout());
    }

    @Override
    public Future<QueryAnswer> poll() {
        HttpCall call = HttpCall.get(url()).headers(config.customHeaders()).within(config.timeout());
        return access.send(config.auth().apply(call)).map(PrometheusSource::read);
    }

    private String url() {
        Instant now = environment.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        StringBuilder url = new StringBuilder(config.serverAddress())
                .append("/api/v1/query?query=")
                .append(Url.escaped(config.query()))
                .append("&time=")
                .append(now);
        if (!config.namespace().isEmpty()) {
            url.append("&namespace=").append(config.namespace());
        }
        config.queryParameters()
                .forEach((name, value) ->
                        url.append('&').append(Url.escaped(name)).append('=').append(Url.escaped(value)));
        return url.toString();
    }

    private static QueryAnswer read(HttpAnswer answer) {
        if (!answer.successful()) {
            String error = AnswerReader.error(answer);
            SourceException refused = answer.refused();
            throw error.isEmpty()
                    ? refused
                    : new SourceException(
                            refused.getMessage() + ": " + error,
                            refused.retryAfter().orElse(null));
        }
        return AnswerReader.read(answer, "Prometheus");
    }

    @Override
    public Future<Void> close() {
        return access.close();
    }

    @Override
    public String toString() {
        return "PrometheusSource[" + upstream() + ", " + key + "]";
    }
}
