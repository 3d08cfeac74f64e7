package dev.weir.scalers.influxdb;

import dev.weir.cache.source.Source;
import dev.weir.cache.source.SourceException;
import dev.weir.cache.source.SourceKey;
import dev.weir.scalers.auth.TlsSettings;
import dev.weir.scalers.auth.Url;
import dev.weir.scalers.spi.Clients.Lease;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.upstream.GrpcCall;
import dev.weir.scalers.upstream.GrpcUpstream;
import dev.weir.scalers.upstream.HttpAccess;
import dev.weir.scalers.upstream.ProtoWriter;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;

/** One query to InfluxDB 3. */
final class FlightSource implements Source<InfluxAnswer> {

    private static final String METHOD = "/arrow.flight.protocol.FlightService/DoGet";

    private final InfluxdbConfig config;
    private final SourceKey key;
    private final Lease<GrpcUpstream> upstream;

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
        this.upstream = GrpcUpstream.lease(environment, TlsSettings.DEFAULT);
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
            return last(new GrpcCall(
                    Url.parse(config.serverUrl()),
                    METHOD,
                    config.authToken().isEmpty() ? Map.of() : Map.of("authorization", "Bearer " + config.authToken()),
                    new ProtoWriter().text(1, ticket).message(),
                    false,
                    config.timeout()));
        } catch (IllegalArgumentException e) {
            return Future.failedFuture(new SourceException("parameter \"serverURL\": " + e.getMessage()));
        }
    }

    /** Of the stream that a ticket stands for the last row. */
    private Future<InfluxAnswer> last(GrpcCall call) {
        FlightRows rows = new FlightRows();
        return upstream.client()
                .call(call, rows)
                .end()
                .compose(end ->
                        end.well() ? Future.succeededFuture(rows.last()) : Future.failedFuture(end.failure(call)));
    }

    @Override
    public Future<Void> close() {
        return upstream.release();
    }

    @Override
    public String toString() {
        return "FlightSource[" + upstream() + ", " + key + "]";
    }
}
