package dev.weir.scalers.couchdb;

import dev.weir.cache.source.Source;
import dev.weir.cache.source.SourceException;
import dev.weir.cache.source.SourceKey;
import dev.weir.scalers.auth.AuthConfig;
import dev.weir.scalers.auth.HttpCall;
import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.auth.Url;
import dev.weir.scalers.document.JsonValue;
import dev.weir.scalers.document.UnusableDocumentException;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.upstream.HttpAccess;
import dev.weir.scalers.upstream.HttpAnswer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** One Mango query. Of what the manifest gives only selector and fields are sent, so that CouchDB's own limit of rows holds. */
final class CouchdbSource implements Source<Documents> {

    private final CouchdbConfig config;
    private final SourceKey key;
    private final HttpAccess access;

    CouchdbSource(CouchdbConfig config, ScalerEnvironment environment) {
        this.config = config;
        this.key = environment
                .keys()
                .question("couchdb")
                .with("server", config.server())
                .with("dbName", config.dbName())
                .with("query", config.query())
                .with("password", config.password())
                .with("timeout", config.timeout())
                .key();
        this.access = HttpAccess.open(environment, key, TlsSettings.DEFAULT, null);
    }

    @Override
    public SourceKey key() {
        return key;
    }

    @Override
    public String upstream() {
        return Url.origin(config.server());
    }

    @Override
    public Class<Documents> readingType() {
        return Documents.class;
    }

    @Override
    public Duration patience() {
        return HttpAccess.patience(config.timeout());
    }

    @Override
    public Future<Documents> poll() {
        if (config.dbName().isEmpty()) {
            return failed("parameter \"dbName\" is missing");
        }
        try {
            JsonValue query = JsonValue.parse(config.query());
            JsonObject body = new JsonObject()
                    .put("selector", query.at("selector").value())
                    .put("fields", query.at("fields").value());
            HttpCall call = HttpCall.json(
                            config.server() + "/" + Url.escaped(config.dbName()) + "/_find", body.encode())
                    .within(config.timeout());
            return access.deliver(asUser(call)).map(CouchdbSource::read);
        } catch (UnusableDocumentException e) {
            return failed("parameter \"query\" is no JSON such as {\"selector\": {}, \"fields\": [\"_id\"]}");
        }
    }

    /** User information of the connection string comes first; else it is always the same user. */
    private HttpCall asUser(HttpCall call) {
        boolean named = config.server().contains("@");
        return named ? call : call.credential("Authorization", AuthConfig.basic(CouchdbConfig.USER, config.password()));
    }

    private Future<Documents> failed(String what) {
        return Future.failedFuture(new SourceException(upstream() + ": " + what));
    }

    private static Documents read(HttpAnswer answer) {
        if (!answer.successful()) {
            throw answer.refusedFor("reason");
        }
        JsonValue documents = answer.json("answer of CouchDB").at("docs");
        if (!documents.isList()) {
            throw answer.unusable("answered with something that is no result of a query");
        }
        return new Documents(documents.elements().size());
    }

    @Override
    public Future<Void> close() {
        return access.close();
    }

    @Override
    public String toString() {
        return "CouchdbSource[" + upstream() + ", " + key + "]";
    }
}
