package dev.weir.scalers.testing;

import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A real MariaDB on a free loopback port. The user {@code root} may do all without a password, {@code hello} logs in with
 * {@code hunter2}; the database {@code shop} has a table {@code orders} with seven rows.
 */
public final class MariadbServer implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);

    private final DatabaseFolder folder = new DatabaseFolder("mariadb");
    private final Path data = folder.path().resolve("data");
    private final Path client;
    private final Path binary;
    private final List<String> more = new ArrayList<>();
    private final int port;
    private @Nullable ServerProcess server;

    private MariadbServer(int port, @Nullable TestCertificates certificates) {
        this.port = port;
        this.binary = ServerProcess.find("mariadbd", "mariadb-server-core");
        this.client = ServerProcess.find("mariadb", "mariadb-client-core");
        Path install = ServerProcess.find("mariadb-install-db", "mariadb-server-core");
        ServerProcess.run(
                folder.path(),
                DatabaseFolder.ordinary(List.of(
                        install.toString(),
                        "--no-defaults",
                        "--auth-root-authentication-method=normal",
                        "--skip-test-db",
                        "--datadir=" + data)));
        if (certificates != null) {
            more.add("--ssl-cert=" + folder.copy(certificates.serverCert()));
            more.add("--ssl-key=" + folder.copy(certificates.serverKey()));
        }
    }

    /** Starts a server; takes a few seconds. */
    public static MariadbServer startOn(int port) {
        return started(new MariadbServer(port, null));
    }

    /** Starts a server that speaks TLS to those who want it. */
    public static MariadbServer startWithTls(TestCertificates certificates) {
        return started(new MariadbServer(ServerProcess.freePort(), certificates));
    }

    private static MariadbServer started(MariadbServer made) {
        Runtime.getRuntime().addShutdownHook(new Thread(made::close));
        made.restart();
        made.sql("CREATE USER hello IDENTIFIED BY 'hunter2'; CREATE DATABASE shop; GRANT ALL ON shop.* TO hello;"
                + " CREATE TABLE shop.orders (id INT); INSERT INTO shop.orders VALUES (1),(2),(3),(4),(5),(6),(7)");
        return made;
    }

    public int port() {
        return port;
    }

    /** Runs statements as the one who may do all. */
    public void sql(String statements) {
        ServerProcess.run(
                folder.path(),
                List.of(
                        client.toString(),
                        "--no-defaults",
                        "--protocol=tcp",
                        "--skip-ssl",
                        "-h",
                        "127.0.0.1",
                        "-P",
                        Integer.toString(port),
                        "-u",
                        "root",
                        "-e",
                        statements));
    }

    /** Stops the server as a crash would; port and data are kept. */
    public void kill() {
        if (server != null) {
            server.kill();
            server = null;
        }
    }

    /** Starts the server again with the same port and data. */
    public void restart() {
        List<String> command = new ArrayList<>(List.of(
                binary.toString(),
                "--no-defaults",
                "--datadir=" + data,
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--socket=" + folder.path().resolve("s"),
                "--innodb-flush-log-at-trx-commit=0"));
        command.addAll(more);
        server = ServerProcess.start("mariadbd", folder.path(), Map.of(), DatabaseFolder.ordinary(command));
        server.ready(START, () -> {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                sql("SELECT 1");
                return socket.isConnected();
            } catch (AssertionError e) {
                return false;
            }
        });
    }

    /** Holds the server still, as a machine that hangs would; {@code CONT} lets it go on. */
    public void signal(String signal) {
        if (server != null) {
            server.signal(signal);
        }
    }

    @Override
    public void close() {
        if (server != null) {
            server.signal("CONT");
            server.close();
            server = null;
        }
        folder.delete();
    }
}
