package dev.weir.scalers.arangodb;

import dev.weir.cache.source.Source;
import dev.weir.cache.source.SourceKey;
import dev.weir.cache.source.SourceKeys;
import dev.weir.scalers.auth.HttpCall;
import dev.weir.scalers.auth.Url;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.upstream.Faults;
import dev.weir.scalers.upstream.HttpAccess;
import dev.weir.scalers.upstream.HttpAnswer;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;

/** One AQL query, after a look at whether its collection is there. An endpoint is kept until it fails. */
final class ArangodbSource implements Source<QueryResult> {

    private final ArangodbConfig config;
    private final SourceKey key;
    private final HttpAccess access;

    /** Which endpoint is asked; of the source's event loop. */
    private int current;

    ArangodbSource(ArangodbConfig config, ScalerEnvironment environment) {
        this.config = config;
        this.key = key(config, environment.keys().question("arangodb"));
        this.access = HttpAccess.open(environment, key, config.tls(), null);
    }

    private static SourceKey key(ArangodbConfig config, SourceKeys.Question question) {
        question.with(
                        "endpoints",
                        String.join(
                                ",",
                                config.endpoints().stream().map(Url::complete).toList()))
                .with("dbName", config.dbName())
                .with("collection", config.collection())
                .with("query", config.query())
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
        return config.endpoints().get(0).origin();
    }

    @Override
    public Class<QueryResult> readingType() {
        return QueryResult.class;
    }

    @Override
    public Duration patience() {
        return HttpAccess.patience(config.timeout());
    }

    @Override
    public Future<QueryResult> poll() {
        String database = "/_db/" + Url.escaped(config.dbName());
        HttpCall collection = HttpCall.get(database + "/_api/collection/" + Url.escaped(config.collection()));
        HttpCall cursor = HttpCall.json(
                database + "/_api/cursor",
                new JsonObject().put("query", config.query()).put("count", true).encode());
        return ask(collection, config.endpoints().size() - 1)
                .compose(answer -> {
                    if (!answer.successful()) {
                        throw answer.refusedFor("errorMessage");
                    }
                    return ask(cursor, config.endpoints().size() - 1);
                })
                .compose(this::finish);
    }

    /** @param call with a path instead of a URL */
    private Future<HttpAnswer> ask(HttpCall call, int others) {
        Url to = config.endpoints().get(current);
        String url = new Url(to.scheme(), to.userInfo(), to.host(), to.port(), call.url(), "").complete();
        HttpCall there = config.auth().apply(call.to(url).within(config.timeout()));
        Future<HttpAnswer> answer = access.deliver(there);
        return answer.transform(result -> {
            if (others == 0 || !unable(result)) {
                return answer;
            }
            current = (current + 1) % config.endpoints().size();
            return ask(call, others - 1);
        });
    }

    /** Not reached, or a follower that knows no leader. */
    private static boolean unable(AsyncResult<HttpAnswer> result) {
        return result.succeeded() ? result.result().status() == 503 : !Faults.timedOut(result.cause());
    }

    /** A cursor with more in it than one batch is given back: the answer is of no use. */
    private Future<QueryResult> finish(HttpAnswer answer) {
        String cursor =
                answer.successful() ? answer.json("answer of ArangoDB").at("id").text() : "";
        if (cursor.isEmpty()) {
            return Future.succeededFuture(QueryResult.read(answer));
        }
        HttpCall delete = new HttpCall(
                "DELETE",
                "/_db/" + Url.escaped(config.dbName()) + "/_api/cursor/" + Url.escaped(cursor),
                Map.of(),
                Map.of(),
                null,
                null);
        return ask(delete, 0).transform(gone -> Future.succeededFuture(QueryResult.read(answer)));
    }

    @Override
    public Future<Void> close() {
        return access.close();
    }

    @Override
    public String toString() {
        return "ArangodbSource[" + upstream() + ", " + key + "]";
    }
}
