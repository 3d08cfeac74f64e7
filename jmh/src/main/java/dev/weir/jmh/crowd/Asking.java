package dev.weir.jmh.crowd;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Single requests, before the crowd comes. */
public final class Asking {

    private static final Duration ONE_ANSWER = Duration.ofSeconds(10);
    private static final long BETWEEN_MILLIS = 100;

    private final HttpClient client;

    public Asking() throws GeneralSecurityException {
        client = HttpClient.newBuilder()
                .sslContext(TrustAll.context(Caller.NOBODY))
                .build();
    }

    /** Waits until a server says that its answers are fresh. */
    public void untilReady(int healthPort, Duration limit, LongSupplier nanos)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + healthPort + "/readyz");
        long deadline = nanos.getAsLong() + limit.toNanos();
        HttpResponse<String> said = send(uri, HttpResponse.BodyHandlers.ofString());
        while (said.statusCode() != 200) {
            if (nanos.getAsLong() > deadline) {
                throw new IOException("weir was not ready within " + limit.toSeconds() + " s: " + said.body());
            }
            Thread.sleep(BETWEEN_MILLIS);
            said = send(uri, HttpResponse.BodyHandlers.ofString());
        }
    }

    /** The body of a good answer of the metrics API. */
    public byte[] answer(int apiPort, String uri) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer =
                send(URI.create("https://127.0.0.1:" + apiPort + uri), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException("weir answers " + uri + " with status " + answer.statusCode());
        }
        return answer.body();
    }

    private <T> HttpResponse<T> send(URI uri, HttpResponse.BodyHandler<T> body)
            throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri).timeout(ONE_ANSWER).build(), body);
    }
}
