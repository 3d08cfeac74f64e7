package dev.weir.scalers.influxdb;

import dev.weir.cache.source.Source;
import dev.weir.cache.source.SourceException;
import dev.weir.cache.source.SourceKey;
import dev.weir.scalers.auth.Url;
import dev.weir.scalers.spi.Clients.Lease;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.upstream.HttpAccess;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** One query to InfluxDB 3. */
final class FlightSource implements Source<InfluxAnswer> {

    private final InfluxdbConfig config;
    private final SourceKey key;
    private final Lease<FlightClient> client;

    FlightSource(InfluxdbConfig config, ScalerEnvironment environment) {
        this.config = config;
        this.key = environment
                .keys()
                .question("influxdb")
                .with("version", "3")
                .with("serverURL", config.serverUrl())
                .with("database", config.space())
                .with("queryType", config.queryType())
                .with("query", config.query())
                .with("authToken", config.authToken())
                .with("timeout", config.timeout())
                .key();
        this.client = FlightClient.lease(environment);
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
        String ticket = new JsonObject()
                .put("database", config.space())
                .put("sql_query", config.query())
                .put("query_type", config.queryType())
                .encode();
        try {
            return client.client().last(Url.parse(config.serverUrl()), config.authToken(), ticket, config.timeout());
        } catch (IllegalArgumentException e) {
            return Future.failedFuture(new SourceException("parameter \"serverURL\": " + e.getMessage()));
        }
    }

    @Override
    public Future<Void> close() {
        return client.release();
    }

    @Override
    public String toString() {
        return "FlightSource[" + upstream() + ", " + key + "]";
    }
}
