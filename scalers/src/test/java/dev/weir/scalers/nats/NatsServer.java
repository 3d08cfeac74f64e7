package dev.weir.scalers.nats;

import dev.weir.scalers.testing.Http;
import dev.weir.scalers.testing.ServerProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A real NATS with JetStream on loopback, alone or as a node of a cluster.
 *
 * @param port of clients
 * @param monitoring port of HTTP
 */
record NatsServer(ServerProcess process, int port, int monitoring) implements AutoCloseable {

    /** A node that is alone. */
    static NatsServer start(Path folder) throws IOException {
        int port = ServerProcess.freePort();
        int monitoring = ServerProcess.freePort();
        return start(folder, "n1", "127.0.0.1", port, monitoring, List.of());
    }

    /**
     * One node.
     *
     * @param address where it listens
     * @param cluster options that make it part of one
     */
    static NatsServer start(Path folder, String name, String address, int port, int monitoring, List<String> cluster)
            throws IOException {
        Path store = Files.createDirectories(folder.resolve(name));
        List<String> command = new ArrayList<>(List.of(
                ServerProcess.find("nats-server", "nats-server").toString(),
                "-n",
                name,
                "-a",
                address,
                "-p",
                Integer.toString(port),
                "-m",
                Integer.toString(monitoring),
                "-js",
                "-sd",
                store.toString()));
        command.addAll(cluster);
        ServerProcess process = ServerProcess.start("nats-server", store, Map.of(), command);
        process.ready(
                Duration.ofSeconds(30), () -> Http.status("http://" + address + ":" + monitoring + "/varz") == 200);
        return new NatsServer(process, port, monitoring);
    }

    /** Asks the JetStream API, as any client does; the answer's JSON. */
    static String api(String address, int port, String subject, String request) throws IOException {
        try (Socket socket = new Socket(address, port)) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            byte[] body = request.getBytes(StandardCharsets.UTF_8);
            out.write(("CONNECT {\"verbose\":false}\r\nSUB answer 1\r\nPUB " + subject + " answer " + body.length
                            + "\r\n" + request + "\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            out.flush();
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("MSG ")) {
                    return String.valueOf(in.readLine());
                }
            }
            throw new IOException("NATS hung up");
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
