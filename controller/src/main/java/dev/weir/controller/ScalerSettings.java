package dev.weir.controller;

import dev.weir.cache.source.SourceKeys;
import dev.weir.scalers.spi.Clients;
import dev.weir.scalers.spi.HttpCounts;
import dev.weir.scalers.spi.ScalerEnvironment;
import dev.weir.scalers.spi.ServiceEndpoints;
import dev.weir.scalers.upstream.SharedClients;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What trigger types are given by the process.
 *
 * @param httpTimeout bound of one HTTP exchange where the trigger names none
 * @param caDirectories folders of PEM files that join the trust of every TLS client
 * @param variables the process's environment: proxies, cloud identities
 * @param keys make the names of sources; replicas that share their polls have the same
 */
public record ScalerSettings(
        Duration httpTimeout, List<Path> caDirectories, Map<String, String> variables, SourceKeys keys) {

    /** KEDA's KEDA_HTTP_DEFAULT_TIMEOUT where it is not set. */
    public static final Duration DEFAULT_HTTP_TIMEOUT = Duration.ofSeconds(3);

    /** With keys that mean something in this process only. */
    public ScalerSettings(Duration httpTimeout, List<Path> caDirectories, Map<String, String> variables) {
        this(httpTimeout, caDirectories, variables, SourceKeys.random());
    }

    public ScalerSettings {
        caDirectories = List.copyOf(caDirectories);
        variables = Map.copyOf(variables);
    }

    /**
     * All of it.
     *
     * @param endpoints of the cluster's services, null where there is no cluster
     * @param http counts HTTP exchanges
     */
    ScalerEnvironment environment(
            Vertx vertx, InstantSource clock, @Nullable ServiceEndpoints endpoints, HttpCounts http) {
        return environment(vertx, clock, endpoints, http, new SharedClients());
    }

    /** The same, with these clients. */
    ScalerEnvironment environment(
            Vertx vertx, InstantSource clock, @Nullable ServiceEndpoints endpoints, HttpCounts http, Clients clients) {
        return new ScalerEnvironment(
                vertx, clock, keys, clients, httpTimeout, caDirectories, variables, endpoints, http);
    }

    /** Shows no variable: some are secret. */
    @Override
    public String toString() {
        return "ScalerSettings[httpTimeout=" + httpTimeout + ", caDirectories=" + caDirectories + "]";
    }
}
