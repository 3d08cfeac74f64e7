package dev.weir.jmh.scene;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Pattern;

/** What a running Weir says of itself at its port of health and metrics. */
public final class Meters {

    private static final Duration ONE_ANSWER = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newHttpClient();

    /** The sum of all series of this name; 0 if there is none. */
    public double sum(int healthPort, String name) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + healthPort + "/metrics");
        return sum(
                client.send(
                                HttpRequest.newBuilder(uri).timeout(ONE_ANSWER).build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body(),
                name);
    }

    static double sum(String text, String name) {
        return Pattern.compile("(?m)^" + Pattern.quote(name) + "(?:\\{[^}]*})? (\\S+)$")
                .matcher(text)
                .results()
                .mapToDouble(line -> Double.parseDouble(line.group(1)))
                .sum();
    }
}
