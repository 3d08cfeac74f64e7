package dev.weir.scalers.prometheus;

import dev.weir.cache.source.Source;
import dev.weir.cache.source.SourceException;
import dev.weir.cache.source.SourceKey;
import dev.weir.cache.source.SourceKeys;
import dev.weir.scalers.auth.HttpCall;
import dev.weir.scalers.auth.Url;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.upstream.HttpAccess;
import dev.weir.scalers.upstream.HttpAnswer;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;

/** One instant query in LogQL. */
final class LokiSource implements Source<QueryAnswer> {

    private static final String PATH = "/loki/api/v1/query";

    private final LokiConfig config;
    private final SourceKey key;
    private final HttpAccess access;

    LokiSource(LokiConfig config, ScalerEnvironment environment) {
        this.config = config;
        this.key = key(config, environment.keys().question("loki"));
        this.access = HttpAccess.open(environment, key, config.tls(), null);
    }

    private static SourceKey key(LokiConfig config, SourceKeys.Question question) {
        question.with("serverAddress", config.serverAddress())
                .with("query", config.query())
                .with("tenantName", config.tenantName());
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
        return Url.origin(config.serverAddress());
    }

    @Override
    public Class<QueryAnswer> readingType() {
        return QueryAnswer.class;
    }

    @Override
    public Future<QueryAnswer> poll() {
        try {
            HttpCall call = HttpCall.get(url(Url.parse(config.serverAddress())).complete());
            HttpCall of = config.tenantName().isEmpty() ? call : call.header("X-Scope-OrgID", config.tenantName());
            return access.send(config.auth().apply(of)).map(LokiSource::read);
        } catch (IllegalArgumentException e) {
            return Future.failedFuture(new SourceException("parameter \"serverAddress\": " + e.getMessage()));
        }
    }

    private Url url(Url server) {
        return new Url(
                server.scheme(),
                server.userInfo(),
                server.host(),
                server.port(),
                joined(server.path()),
                "query=" + Url.escaped(config.query()));
    }

    /** The path of the query below this one, without repeating what of it is already there. */
    static String joined(String path) {
        String base = path.replaceAll("/+$", "");
        for (int end = PATH.length(); end > 0; end = PATH.lastIndexOf('/', end - 1)) {
            if (base.endsWith(PATH.substring(0, end))) {
                return base + PATH.substring(end);
            }
        }
        return base + PATH;
    }

    private static QueryAnswer read(HttpAnswer answer) {
        if (!answer.successful()) {
            // What Loki has against a query is a plain text; a proxy's page is not shown.
            String text = answer.body().toString(StandardCharsets.UTF_8);
            throw text.isEmpty() || "<{".indexOf(text.charAt(0)) >= 0 ? answer.refused() : answer.refused(text);
        }
        return AnswerReader.read(answer, "Loki");
    }

    @Override
    public Future<Void> close() {
        return access.close();
    }

    @Override
    public String toString() {
        return "LokiSource[" + upstream() + ", " + key + "]";
    }
}
