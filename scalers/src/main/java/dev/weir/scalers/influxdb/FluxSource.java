package dev.weir.scalers.influxdb;

import dev.weir.cache.source.Source;
import dev.weir.cache.source.SourceKey;
import dev.weir.cache.source.SourceKeys;
import dev.weir.scalers.auth.HttpCall;
import dev.weir.scalers.auth.Url;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.upstream.HttpAccess;
import dev.weir.scalers.upstream.HttpAnswer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** One query in Flux. */
final class FluxSource implements Source<InfluxAnswer> {

    private final InfluxdbConfig config;
    private final SourceKey key;
    private final HttpAccess access;

    FluxSource(InfluxdbConfig config, ScalerEnvironment environment) {
        this.config = config;
        this.key = key(config, environment.keys().question("influxdb"));
        this.access = HttpAccess.open(environment, key, config.tls(), null);
    }

    private static SourceKey key(InfluxdbConfig config, SourceKeys.Question question) {
        question.with("version", "2")
                .with("serverURL", config.serverUrl())
                .with("organizationName", config.space())
                .with("query", config.query())
                .with("authToken", config.authToken())
                .with("timeout", config.timeout());
        config.tls().into(question);
        return question.key();
    }

    @Override
    public SourceKey key() {
        return key;
    }

    @Override
    public String upstream() {
        return Url.origin(config.serverUrl());
    }

    @Override
    public Class<InfluxAnswer> readingType() {
        return InfluxAnswer.class;
    }

    @Override
    public Duration patience() {
        return HttpAccess.patience(config.timeout());
    }

    @Override
    public Future<InfluxAnswer> poll() {
        JsonObject question = new JsonObject()
                .put("query", config.query())
                .put("type", "flux")
                .put(
                        "dialect",
                        new JsonObject()
                                .put("annotations", JsonArray.of("datatype", "group", "default"))
                                .put("delimiter", ",")
                                .put("header", true));
        String url = config.serverUrl().replaceFirst("/+$", "") + "/api/v2/query?org=" + Url.escaped(config.space());
        HttpCall call = HttpCall.json(url, question.encode())
                .header("Accept", "application/csv")
                .within(config.timeout());
        HttpCall as =
                config.authToken().isEmpty() ? call : call.credential("Authorization", "Token " + config.authToken());
        return access.deliver(as).map(FluxSource::read);
    }

    private static InfluxAnswer read(HttpAnswer answer) {
        if (!answer.successful()) {
            throw answer.refusedFor("message");
        }
        return AnnotatedCsv.read(answer);
    }

    @Override
    public Future<Void> close() {
        return access.close();
    }

    @Override
    public String toString() {
        return "FluxSource[" + upstream() + ", " + key + "]";
    }
}
