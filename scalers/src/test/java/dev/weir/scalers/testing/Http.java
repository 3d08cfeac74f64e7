package dev.weir.scalers.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** What a test tells a real server, by the JDK's own client. */
public final class Http {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Http() {}

    /** The status of a GET; throws where nobody answers. */
    public static int status(String url) {
        return send(HttpRequest.newBuilder(URI.create(url)).GET()).statusCode();
    }

    /** Sends JSON, which must be taken. */
    public static void put(String method, String url, String document) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(document)));
        if (answer.statusCode() >= 300) {
            throw new AssertionError(method + " " + url + " answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
