package dev.weir.scalers.spi;

import io.vertx.core.Future;
import java.util.List;

/** Where the pods of a Kubernetes service can be reached; given by whoever knows the cluster. */
@FunctionalInterface
public interface ServiceEndpoints {

    /**
     * Every address of the service whose condition ready is true or absent, each once. Never blocks. Fails with a {@link
     * dev.weir.cache.source.SourceException} that says why, but not for which service.
     */
    Future<List<Endpoint>> ready(String namespace, String service);

    /**
     * One address.
     *
     * @param address IPv4 or IPv6, without brackets
     * @param ports the ports that the address's slice names
     */
    record Endpoint(String address, List<Integer> ports) {
        public Endpoint {
            ports = List.copyOf(ports);
        }
    }
}
