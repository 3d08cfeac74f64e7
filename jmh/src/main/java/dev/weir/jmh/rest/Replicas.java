package dev.weir.jmh.rest;

import dev.weir.jmh.scene.Meters;
import dev.weir.jmh.scene.Opened;
import dev.weir.jmh.scene.ServerProcess;
import dev.weir.jmh.scene.ServerProcess.Ports;
import dev.weir.jmh.scene.Shipped;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** The processes of Weir over one cluster, as shipped but for their ports. */
final class Replicas implements AutoCloseable {

    static final Duration START_LIMIT = Duration.ofSeconds(60);

    private static final Duration JOIN_LIMIT = Duration.ofSeconds(60);
    private static final long BETWEEN_MILLIS = 200;

    private final Shipped shipped;
    private final Path kubeconfig;
    private final String namespace;
    private final Path folder;
    private final LongSupplier nanos;
    private final Meters meters = new Meters();
    private final List<ServerProcess> processes = new ArrayList<>();
    private Opened open = new Opened();

    /**
     * None yet.
     *
     * @param namespace where their Lease is
     * @param folder for what they share
     */
    Replicas(Optional<String> jvm, Path kubeconfig, String namespace, Path folder, LongSupplier nanos) {
        this.shipped = new Shipped(jvm);
        this.kubeconfig = kubeconfig;
        this.namespace = namespace;
        this.folder = folder;
        this.nanos = nanos;
    }

    /** Starts so many, and waits until they listen and know of each other. */
    void start(int count) throws IOException, InterruptedException {
        List<List<String>> members = count == 1 ? List.of(List.of()) : members(count);
        for (List<String> member : members) {
            start(0, member);
        }
        for (ServerProcess process : processes) {
            joined(process.ports(START_LIMIT).health(), count);
        }
    }

    /** Starts one alone, at this port; there should be no others. */
    ServerProcess startAt(int port) throws IOException {
        return start(port, List.of());
    }

    private ServerProcess start(int port, List<String> more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--kubeconfig", kubeconfig.toString(), "--metrics-port", "0"));
        arguments.addAll(List.of("--port", String.valueOf(port)));
        arguments.addAll(more);
        String name = "weir-" + (processes.size() + 1);
        ServerProcess process = open.add(shipped.serve(name, Map.of("POD_NAMESPACE", namespace), arguments));
        processes.add(process);
        return process;
    }

    private List<List<String>> members(int count) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "what the replicas of one measurement share");
        List<Integer> ports = free(count);
        String all = ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
        return ports.stream()
                .map(port -> List.of(
                        "--set",
                        "cluster-port=" + port,
                        "--set",
                        "cluster-members=" + all,
                        "--set",
                        "cluster-secret-file=" + secret))
                .toList();
    }

    private static List<Integer> free(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        }
        List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
        for (ServerSocket socket : sockets) {
            socket.close();
        }
        return ports;
    }

    private void joined(int health, int count) throws IOException, InterruptedException {
        long deadline = nanos.getAsLong() + JOIN_LIMIT.toNanos();
        while (count > 1 && meters.sum(health, "weir_cluster_members") != count) {
            if (nanos.getAsLong() > deadline) {
                throw new IOException("the replicas do not know of each other within " + JOIN_LIMIT.toSeconds() + " s");
            }
            Thread.sleep(BETWEEN_MILLIS);
        }
    }

    List<ServerProcess> processes() {
        return List.copyOf(processes);
    }

    Ports first() throws IOException, InterruptedException {
        return processes.get(0).ports(START_LIMIT);
    }

    /** How often all of them have been asked for a metric. */
    long asked() throws IOException, InterruptedException {
        double sum = 0;
        for (ServerProcess process : processes) {
            sum += meters.sum(process.ports(START_LIMIT).health(), "weir_external_requests_total");
        }
        return Math.round(sum);
    }

    @Override
    public void close() {
        open.close();
        open = new Opened();
        processes.clear();
    }
}
