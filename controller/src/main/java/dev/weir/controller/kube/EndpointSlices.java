package dev.weir.controller.kube;

import dev.weir.cache.source.SourceException;
import dev.weir.scalers.spi.ServiceEndpoints;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The pods of a service, asked of the API server each time: few triggers need them, and a watch would keep every slice of the
 * cluster in memory. At most {@value #THREADS} questions run and {@value #WAITING} wait; more are refused at once.
 */
public final class EndpointSlices implements ServiceEndpoints {

    private static final String SERVICE = "kubernetes.io/service-name";
    private static final int THREADS = 4;
    private static final int WAITING = 200;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Of 100 endpoints each, as the control plane fills them. */
    private static final long MOST_SLICES = 500;

    private final KubernetesClient client;
    private final WorkerExecutor workers;
    private final AtomicInteger pending = new AtomicInteger();

    public EndpointSlices(KubernetesClient client, Vertx vertx) {
        this.client = client;
        this.workers =
                vertx.createSharedWorkerExecutor("weir-endpoints", THREADS, TIMEOUT.toSeconds() * 3, TimeUnit.SECONDS);
    }

    @Override
    public Future<List<Endpoint>> ready(String namespace, String service) {
        if (pending.incrementAndGet() > THREADS + WAITING) {
            pending.decrementAndGet();
            return Future.failedFuture(
                    new SourceException("too busy: " + WAITING + " questions for endpoints of services already wait"));
        }
        return workers.executeBlocking(() -> read(namespace, service), false)
                .andThen(done -> pending.decrementAndGet())
                .timeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .recover(fault -> Future.failedFuture(new SourceException(
                        fault instanceof TimeoutException
                                ? "the API server did not answer within " + TIMEOUT.toSeconds() + " s"
                                : ApiFailure.sentence(fault))));
    }

    private List<Endpoint> read(String namespace, String service) {
        ListOptions options = new ListOptionsBuilder().withLimit(MOST_SLICES).build();
        EndpointSliceList slices = client.discovery()
                .v1()
                .endpointSlices()
                .inNamespace(namespace)
                .withLabel(SERVICE, service)
                .list(options);
        String more = slices.getMetadata() == null ? null : slices.getMetadata().getContinue();
        if (more != null && !more.isEmpty()) {
            throw new SourceException("there are more than " + MOST_SLICES + " EndpointSlices, which is the limit");
        }
        return endpoints(slices.getItems());
    }

    /** An address that stands in several slices has the ports of all of them. */
    private static List<Endpoint> endpoints(List<EndpointSlice> slices) {
        Map<String, TreeSet<Integer>> ports = new LinkedHashMap<>();
        for (EndpointSlice slice : slices) {
            List<Integer> numbers = slice.getPorts().stream()
                    .map(EndpointPort::getPort)
                    .filter(Objects::nonNull)
                    .toList();
            slice.getEndpoints().stream()
                    .filter(endpoint -> endpoint.getConditions() == null
                            || !Boolean.FALSE.equals(endpoint.getConditions().getReady()))
                    .flatMap(endpoint -> endpoint.getAddresses().stream())
                    .forEach(address -> ports.computeIfAbsent(address, first -> new TreeSet<>())
                            .addAll(numbers));
        }
        return ports.entrySet().stream()
                .map(entry -> new Endpoint(entry.getKey(), List.copyOf(entry.getValue())))
                .toList();
    }

    /** Waits for no question under way. */
    public Future<Void> close() {
        return workers.close();
    }
}
