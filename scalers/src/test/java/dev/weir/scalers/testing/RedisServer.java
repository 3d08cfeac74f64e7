package dev.weir.scalers.testing;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A real Redis, or a sentinel, on free loopback ports and with a folder of its own. It can be stopped and started again on the
 * same ports; keys are not kept. {@link #say} talks to it by its own command line client.
 */
public final class RedisServer implements AutoCloseable {

    private final Path folder;
    private final int port;
    private final List<String> command;
    private final List<String> login = new ArrayList<>();
    private @Nullable ServerProcess process;

    private RedisServer(Path folder, int port, List<String> command) {
        this.folder = folder;
        this.port = port;
        this.command = List.copyOf(command);
    }

    /** Starts one; takes a tenth of a second. */
    public static RedisServer start(String... options) {
        return startOn(ServerProcess.freePort(), options);
    }

    /** The same on a given port. */
    public static RedisServer startOn(int port, String... options) {
        Path folder = folder();
        List<String> command = new ArrayList<>(List.of(
                ServerProcess.find("redis-server", "redis-server").toString(),
                "--bind",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--save",
                "",
                "--dir",
                folder.toString()));
        command.addAll(List.of(options));
        return started(new RedisServer(folder, port, command));
    }

    /** One that speaks TLS at {@code tlsPort}, too; who shows a certificate needs one of the same authority. */
    public static RedisServer startWithTls(TestCertificates certificates, int tlsPort, String... options) {
        List<String> all = new ArrayList<>(List.of(
                "--tls-port",
                Integer.toString(tlsPort),
                "--tls-cert-file",
                certificates.serverCert().toString(),
                "--tls-key-file",
                certificates.serverKey().toString(),
                "--tls-ca-cert-file",
                certificates.ca().toString()));
        all.addAll(List.of(options));
        return start(all.toArray(String[]::new));
    }

    /** A sentinel that watches one master as {@code orders}; {@code lines} of its configuration come after that. */
    public static RedisServer sentinelOn(int port, RedisServer master, String... lines) {
        Path folder = folder();
        List<String> all = new ArrayList<>(List.of(
                "bind 127.0.0.1",
                "port " + port,
                "dir " + folder,
                "sentinel monitor orders 127.0.0.1 " + master.port() + " 1",
                "sentinel down-after-milliseconds orders 500",
                "sentinel failover-timeout orders 2000"));
        all.addAll(List.of(lines));
        Path file = folder.resolve("sentinel.conf");
        write(file, String.join("\n", all) + "\n");
        return started(new RedisServer(
                folder,
                port,
                List.of(ServerProcess.find("redis-server", "redis-server").toString(), file.toString(), "--sentinel")));
    }

    private static RedisServer started(RedisServer server) {
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        try {
            server.restart();
            return server;
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    /** Whoever talks to it by {@link #say} from now on logs in so. */
    public RedisServer as(String user, String password) {
        login.clear();
        login.addAll(List.of("--user", user, "--pass", password, "--no-auth-warning"));
        return this;
    }

    public int port() {
        return port;
    }

    /** {@code host:port}. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Runs a command and gives what came back, as text; a refusal fails the test. */
    public String say(String... words) {
        List<String> all = new ArrayList<>(
                List.of(ServerProcess.find("redis-cli", "redis-tools").toString(), "-e", "-p", Integer.toString(port)));
        all.addAll(login);
        all.addAll(List.of(words));
        try {
            Process cli = new ProcessBuilder(all).redirectErrorStream(true).start();
            String said = new String(cli.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!cli.waitFor(10, TimeUnit.SECONDS) || cli.exitValue() != 0) {
                return fail(List.of(words) + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** How many connections of others than {@link #say} it has. */
    public long connections() {
        return say("CLIENT", "LIST", "TYPE", "NORMAL")
                        .lines()
                        .filter(line -> !line.isBlank())
                        .count()
                - 1;
    }

    public void kill() {
        if (process != null) {
            process.kill();
            process = null;
        }
    }

    /** Starts it again after {@link #kill}. */
    public void restart() {
        process = ServerProcess.start("redis", folder, Map.of(), command).ready(Duration.ofSeconds(20), () -> {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                return socket.isConnected();
            }
        });
    }

    /** Waits until a sentence about it holds. */
    public static void eventually(String what, java.util.function.BooleanSupplier holds) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                fail("not so after 20 s: " + what);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
            process = null;
        }
        if (Files.exists(folder)) {
            ServerProcess.delete(folder);
        }
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("weir-redis");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
