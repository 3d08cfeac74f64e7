package dev.weir.scalers.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A real Prometheus on a free loopback port that scrapes the given exporters every second. With certificates it speaks TLS
 * only and wants {@value #USER} with password {@value #PASSWORD}.
 */
public final class PrometheusServer implements AutoCloseable {

    public static final String USER = "weir";
    public static final String PASSWORD = "open sesame";

    /** {@value #PASSWORD} by bcrypt, as Prometheus wants it. */
    private static final String PASSWORD_HASH = "$2b$04$Yqeq7M/uH/goaVhOGBQKye1M3DDt4ooTBPNu3VEDESrdBadrqDLbC";

    private static final String READY = "Server is ready to receive web requests";

    private final ServerProcess process;
    private final int port;
    private final boolean tls;

    private PrometheusServer(ServerProcess process, int port, boolean tls) {
        this.process = process;
        this.port = port;
        this.tls = tls;
    }

    /** Starts in {@code folder}, which is the test's to delete; {@code exporters} are {@code host:port}. */
    public static PrometheusServer start(Path folder, List<String> exporters) {
        return start(folder, exporters, ServerProcess.freePort(), null);
    }

    /** As above on a given port, with TLS and a user if {@code certificates} are given. */
    public static PrometheusServer start(
            Path folder, List<String> exporters, int port, @Nullable TestCertificates certificates) {
        Path binary = ServerProcess.find("prometheus", "prometheus");
        write(folder.resolve("prometheus.yml"), config(exporters));
        List<String> command = new ArrayList<>(List.of(
                binary.toString(),
                "--config.file=" + folder.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port));
        if (certificates != null) {
            write(folder.resolve("web.yml"), web(certificates));
            command.add("--web.config.file=" + folder.resolve("web.yml"));
        }
        ServerProcess process = ServerProcess.start("prometheus", folder, Map.of(), command);
        // It listens, and answers 503, before it has read what it keeps.
        process.ready(Duration.ofSeconds(30), () -> process.log().contains(READY) && listens(port));
        return new PrometheusServer(process, port, certificates != null);
    }

    public int port() {
        return port;
    }

    /** What a trigger's serverAddress says. */
    public String address() {
        return (tls ? "https" : "http") + "://127.0.0.1:" + port;
    }

    /** Kills it as a crash would. */
    public void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }

    private static boolean listens(int port) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        }
    }

    private static String config(List<String> exporters) {
        return "global: {scrape_interval: 1s, evaluation_interval: 1s}\nscrape_configs:\n- job_name: exporters\n"
                + "  static_configs: [{targets: ['" + String.join("','", exporters) + "']}]\n";
    }

    private static String web(TestCertificates certificates) {
        return "tls_server_config:\n  cert_file: " + certificates.serverCert() + "\n  key_file: "
                + certificates.serverKey() + "\nbasic_auth_users:\n  " + USER + ": " + PASSWORD_HASH + "\n";
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
