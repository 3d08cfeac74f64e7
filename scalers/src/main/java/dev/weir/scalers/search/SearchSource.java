package dev.weir.scalers.search;

import dev.weir.cache.source.Source;
import dev.weir.cache.source.SourceException;
import dev.weir.cache.source.SourceKey;
import dev.weir.cache.source.SourceKeys;
import dev.weir.scalers.auth.HttpCall;
import dev.weir.scalers.auth.Url;
import dev.weir.scalers.document.JsonValue;
import dev.weir.scalers.document.UnusableDocumentException;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.upstream.Faults;
import dev.weir.scalers.upstream.HttpAccess;
import dev.weir.scalers.upstream.HttpAnswer;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

/** One search. Nodes are asked in turn; one that cannot answer gives way to the next. */
final class SearchSource implements Source<SearchAnswer> {

    private final SearchConfig config;
    private final SourceKey key;
    private final HttpAccess access;

    /** Whether the server has said that it is what it is taken for; of the source's event loop, as what follows. */
    private boolean genuine;

    /** Which node is asked next. */
    private int next;

    SearchSource(SearchConfig config, ScalerEnvironment environment) {
        this.config = config;
        this.key = key(config, environment.keys().question(config.product().type()));
        this.access = HttpAccess.open(environment, key, config.tls(), null);
    }

    private static SourceKey key(SearchConfig config, SourceKeys.Question question) {
        config.search().into(question);
        config.tls().into(question);
        question.with("nodes", config.nodes()).with("timeout", config.timeout());
        if (config.credential() != null) {
            question.with("credential", config.credential().value());
        }
        return question.key();
    }

    @Override
    public SourceKey key() {
        return key;
    }

    @Override
    public String upstream() {
        return Url.origin(config.nodes().get(0));
    }

    @Override
    public Class<SearchAnswer> readingType() {
        return SearchAnswer.class;
    }

    @Override
    public Duration patience() {
        return HttpAccess.patience(config.timeout());
    }

    @Override
    public Future<SearchAnswer> poll() {
        if (!config.search().fault().isEmpty()) {
            return Future.failedFuture(
                    new SourceException(upstream() + ": " + config.search().fault()));
        }
        if (config.product() == Product.OPENSEARCH || genuine) {
            return search();
        }
        return ask(HttpCall.get("/")).compose(answer -> {
            genuine = Genuine.check(answer);
            return search();
        });
    }

    private Future<SearchAnswer> search() {
        return ask(HttpCall.json(config.search().path(), config.search().body()))
                .map(this::read);
    }

    /** @param call with a path instead of a URL */
    private Future<HttpAnswer> ask(HttpCall call) {
        return attempt(call, config.product().retries());
    }

    private Future<HttpAnswer> attempt(HttpCall call, int retries) {
        String node = config.nodes().get(next);
        next = (next + 1) % config.nodes().size();
        Future<HttpAnswer> answer = deliver(node, call);
        return answer.transform(result -> retries > 0 && unable(result) ? attempt(call, retries - 1) : answer);
    }

    private Future<HttpAnswer> deliver(String node, HttpCall call) {
        try {
            return access.deliver(at(node, call));
        } catch (IllegalArgumentException e) {
            return Future.failedFuture(new SourceException("parameter \"addresses\": " + e.getMessage()));
        }
    }

    /** Whether another node may do better: one that takes its time has been asked in vain long enough. */
    private static boolean unable(AsyncResult<HttpAnswer> result) {
        return result.succeeded()
                ? result.result().status() >= 502 && result.result().status() <= 504
                : !Faults.timedOut(result.cause());
    }

    private HttpCall at(String node, HttpCall call) {
        Url url = Url.parse(node);
        String path = url.path().replaceAll("/+$", "") + call.url();
        HttpCall there = call.to(new Url(url.scheme(), url.userInfo(), url.host(), url.port(), path, "").complete())
                .within(config.timeout());
        return url.userInfo().isEmpty() && config.credential() != null
                ? there.credential(
                        config.credential().name(), config.credential().value())
                : there;
    }

    private SearchAnswer read(HttpAnswer answer) {
        if (!config.product().reads(answer.status())) {
            throw answer.refused();
        }
        String body = answer.body().toString(StandardCharsets.UTF_8);
        if (config.product() == Product.OPENSEARCH && !isResult(body)) {
            throw answer.unusable("answered with something that is no search result");
        }
        return new SearchAnswer(
                answer.successful()
                        ? ""
                        : Objects.requireNonNull(answer.refused().getMessage()),
                body);
    }

    private static boolean isResult(String body) {
        try {
            return JsonValue.parse(body).isObject();
        } catch (UnusableDocumentException e) {
            return false;
        }
    }

    @Override
    public Future<Void> close() {
        return access.close();
    }

    @Override
    public String toString() {
        return "SearchSource[" + upstream() + ", " + key + "]";
    }
}
