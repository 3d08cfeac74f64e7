package dev.weir.scalers.testing;

import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL on a free loopback port, of 127.0.0.1 and, by a name that is not in its certificate, of 127.0.0.2. The user {@code weir} may do all without a password, {@code hello} logs in with
 * {@code hunter2} by SCRAM-SHA-256; the database {@code shop} has a table {@code orders} with seven rows.
 */
public final class PostgresServer implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);

    private final DatabaseFolder folder = new DatabaseFolder("postgres");
    private final Path data = folder.path().resolve("data");
    private final Path psql;
    private final Path binary;
    private final int port;
    private @Nullable ServerProcess server;

    private PostgresServer(int port, @Nullable TestCertificates certificates) {
        this.port = port;
        this.binary = ServerProcess.find("postgres", "postgresql");
        this.psql = ServerProcess.find("psql", "postgresql");
        Path initdb = ServerProcess.find("initdb", "postgresql");
        ServerProcess.run(
                folder.path(),
                DatabaseFolder.ordinary(List.of(
                        initdb.toString(),
                        "-D",
                        data.toString(),
                        "-U",
                        "weir",
                        "-A",
                        "trust",
                        "--no-sync",
                        "-E",
                        "UTF8")));
        folder.write("data/pg_hba.conf", "host all weir 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n");
        if (certificates != null) {
            tls(certificates);
        }
    }

    /** Starts a server; takes a second or two. */
    public static PostgresServer startOn(int port) {
        return started(new PostgresServer(port, null));
    }

    /** Starts a server that speaks TLS to those who want it. */
    public static PostgresServer startWithTls(TestCertificates certificates) {
        return started(new PostgresServer(ServerProcess.freePort(), certificates));
    }

    private static PostgresServer started(PostgresServer made) {
        Runtime.getRuntime().addShutdownHook(new Thread(made::close));
        made.restart();
        made.sql("CREATE ROLE hello LOGIN PASSWORD 'hunter2'", "CREATE DATABASE shop OWNER hello");
        made.sqlIn(
                "shop", "CREATE TABLE orders AS SELECT generate_series(1, 7) AS id", "GRANT SELECT ON orders TO hello");
        return made;
    }

    public int port() {
        return port;
    }

    /** Runs statements as the one who may do all. */
    public void sql(String... statements) {
        sqlIn("postgres", statements);
    }

    /** The same in another database. */
    public void sqlIn(String database, String... statements) {
        List<String> command = new ArrayList<>(List.of(
                psql.toString(),
                "-q",
                "-v",
                "ON_ERROR_STOP=1",
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "-U",
                "weir",
                "-d",
                database));
        for (String statement : statements) {
            command.add("-c");
            command.add(statement);
        }
        ServerProcess.run(folder.path(), command);
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
        server = ServerProcess.start(
                "postgres",
                folder.path(),
                Map.of(),
                DatabaseFolder.ordinary(List.of(
                        binary.toString(),
                        "-D",
                        data.toString(),
                        "-h",
                        "127.0.0.1,127.0.0.2",
                        "-p",
                        Integer.toString(port),
                        "-k",
                        folder.path().toString(),
                        "-c",
                        "fsync=off")));
        server.ready(START, () -> {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                sql("SELECT 1");
                return socket.isConnected();
            } catch (AssertionError e) {
                return false;
            }
        });
    }

    /** Holds the server and all its sessions still, as a machine that hangs would; {@code CONT} lets them go on. */
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

    private void tls(TestCertificates certificates) {
        Path cert = folder.copy(certificates.serverCert());
        Path key = folder.copy(certificates.serverKey());
        Path ca = folder.copy(certificates.ca());
        folder.write(
                "data/postgresql.auto.conf",
                "ssl = on\nssl_cert_file = '" + cert + "'\nssl_key_file = '" + key + "'\nssl_ca_file = '" + ca + "'\n");
        folder.write(
                "data/pg_hba.conf",
                "host all weir 127.0.0.1/32 trust\nhostssl all client 127.0.0.1/32 cert\n"
                        + "hostssl all all 127.0.0.1/32 scram-sha-256\n");
    }
}
