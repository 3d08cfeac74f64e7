package dev.weir.scalers.testing;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** moto's server, which plays AWS, on a free loopback port. */
public final class MotoServer implements AutoCloseable {

    private final ServerProcess process;
    private final int port;

    private MotoServer(ServerProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts in {@code folder}, which is the test's to delete. */
    public static MotoServer start(Path folder) {
        Path binary = ServerProcess.find("moto_server", "none, but pip install 'moto[server]'");
        int port = ServerProcess.freePort();
        ServerProcess process = ServerProcess.start(
                "moto_server",
                folder,
                Map.of(),
                List.of(binary.toString(), "-H", "127.0.0.1", "-p", Integer.toString(port)));
        process.ready(Duration.ofSeconds(60), () -> listens(port));
        return new MotoServer(process, port);
    }

    public String address() {
        return "http://127.0.0.1:" + port;
    }

    /** Asks as AWS's own tools would, by a JSON protocol. */
    public JsonObject ask(String target, String service, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address() + "/"))
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", target)
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=id/20260102/us-east-1/" + service
                                + "/aws4_request, SignedHeaders=host, Signature=0")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .timeout(Duration.ofSeconds(20))
                .build();
        try {
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError(target + " answered " + answer.statusCode() + " " + answer.body());
            }
            return new JsonObject(answer.body());
        } catch (IOException e) {
            throw new AssertionError(target + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(target + " was interrupted", e);
        }
    }

    private static boolean listens(int port) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
