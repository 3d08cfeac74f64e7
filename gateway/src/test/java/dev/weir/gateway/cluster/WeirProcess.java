package dev.weir.gateway.cluster;

import dev.weir.scalers.testing.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code weir serve} as users run it: the built jar, in a process that can be killed. */
final class WeirProcess implements AutoCloseable {

    /** Long: on a machine that builds other things too, starting Java alone may take a minute. */
    private static final Duration START = Duration.ofMinutes(3);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path folder;
    private final String namespace;
    private final String kubeconfig;
    private final List<String> options;
    private final int port = ServerProcess.freePort();
    private final int healthPort = ServerProcess.freePort();
    private ServerProcess process;

    private WeirProcess(Path folder, String namespace, String kubeconfig, List<String> options) {
        this.folder = folder;
        this.namespace = namespace;
        this.kubeconfig = kubeconfig;
        this.options = options;
        this.process = launch();
    }

    /** Starts and waits until it is ready; its Lease lives in {@code namespace}, its log in {@code folder}. */
    static WeirProcess start(Path folder, String namespace) {
        return start(folder, namespace, System.getenv("KUBECONFIG"));
    }

    /** The same with a kubeconfig of its own, and more options. */
    static WeirProcess start(Path folder, String namespace, String kubeconfig, String... options) {
        return new WeirProcess(folder, namespace, kubeconfig, List.of(options));
    }

    int port() {
        return port;
    }

    /** As {@code kill -9}. */
    void kill() {
        process.kill();
    }

    /** Starts it anew on the same ports. */
    void restart() {
        process = launch();
    }

    String log() {
        return process.log();
    }

    /** What {@code /metrics} says. */
    String meters() {
        return get("/metrics").body();
    }

    private ServerProcess launch() {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path jar = Path.of("target", "weir.jar").toAbsolutePath();
        List<String> command = new ArrayList<>(List.of(
                java.toString(),
                "-jar",
                jar.toString(),
                "serve",
                "--kubeconfig",
                kubeconfig,
                "--port",
                Integer.toString(port),
                "--metrics-port",
                Integer.toString(healthPort)));
        command.addAll(options);
        return ServerProcess.start("weir", folder, Map.of("POD_NAMESPACE", namespace), command)
                .ready(START, () -> get("/readyz").statusCode() == 200);
    }

    private HttpResponse<String> get(String path) {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + healthPort + path))
                            .timeout(Duration.ofSeconds(5))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
