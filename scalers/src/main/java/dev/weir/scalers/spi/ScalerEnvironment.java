package dev.weir.scalers.spi;

import dev.weir.cache.source.SourceKeys;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every trigger type is given by the process.
 *
 * @param vertx runs all clients
 * @param clock the time of day, for questions that carry it
 * @param keys makes the keys of sources
 * @param clients connections shared by all sources of an upstream
 * @param httpTimeout bound of one HTTP exchange where the trigger names none; KEDA's KEDA_HTTP_DEFAULT_TIMEOUT, 3 s
 * @param caDirectories folders of PEM files that join the trust of every TLS client; KEDA's {@code --ca-dir}
 * @param variables the process's environment: proxies, limits of TLS, and its own cloud identity
 * @param endpoints looks up the pods of a service, or null where there is no cluster
 * @param http counts HTTP exchanges
 */
public record ScalerEnvironment(
        Vertx vertx,
        InstantSource clock,
        SourceKeys keys,
        Clients clients,
        Duration httpTimeout,
        List<Path> caDirectories,
        Map<String, String> variables,
        @Nullable ServiceEndpoints endpoints,
        HttpCounts http) {

    public ScalerEnvironment {
        caDirectories = List.copyOf(caDirectories);
        variables = Map.copyOf(variables);
    }

    /** Where nobody counts. */
    public ScalerEnvironment(
            Vertx vertx,
            InstantSource clock,
            SourceKeys keys,
            Clients clients,
            Duration httpTimeout,
            List<Path> caDirectories,
            Map<String, String> variables,
            @Nullable ServiceEndpoints endpoints) {
        this(vertx, clock, keys, clients, httpTimeout, caDirectories, variables, endpoints, HttpCounts.NONE);
    }

    /** Without variables and without a cluster. */
    public ScalerEnvironment(
            Vertx vertx,
            InstantSource clock,
            SourceKeys keys,
            Clients clients,
            Duration httpTimeout,
            List<Path> caDirectories) {
        this(vertx, clock, keys, clients, httpTimeout, caDirectories, Map.of(), null);
    }

    /** Shows no variable: some are secret. */
    @Override
    public String toString() {
        return "ScalerEnvironment[httpTimeout=" + httpTimeout + ", caDirectories=" + caDirectories + "]";
    }
}
